import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLogGroup } from '@tooling/core';
import { deliveryOf, newTrace, type Trace } from './deliver-event.ts';
import type {
  ExecutableFunction,
  InvocationRequest,
  InvocationResult,
  LogSink,
} from './executor.ts';
import { ExecutionEnded } from './execution-ended.ts';
import { failureOf, resultOf } from './invocation-outcome.ts';
import { openLogStream, type LogStream } from './log-stream.ts';
import type { InitPhase, PlatformEvent } from './platform-events.ts';
import { renderPlatformEvent } from './render-event.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';
import type { CodeDirectories } from './unpack-code.ts';
import type { Watchdog } from './watchdog.ts';

export interface EnvironmentOptions {
  readonly executable: ExecutableFunction;
  readonly code: CodeDirectories;
  readonly scratchDirectory: string;
  readonly region: string;
  readonly endpoint: string;
  readonly logSink: LogSink;
  readonly now: () => Date;
  readonly watchdog: Watchdog;
  readonly initTimeoutMs: number;
  /** Written first into the log stream. */
  readonly notice?: string | undefined;
}

/** An execution environment: one log stream and one temporary directory, one event at a time. */
export interface Environment {
  readonly executable: ExecutableFunction;
  /** @throws when the environment was ended meanwhile, or the log sink failed. */
  invoke(request: InvocationRequest, onInitialised: () => void): Promise<InvocationResult>;
  /** Loads the function before it is invoked. */
  prepare(): Promise<void>;
  end(): Promise<void>;
}

/** The most that a timer takes: 24 days. */
const endlessMs = 2 ** 31 - 1;

export function createEnvironment(options: EnvironmentOptions): Environment {
  const { executable, now } = options;
  const id = randomBytes(16).toString('hex');
  const log = openLogStream(
    options.logSink,
    executable.logGroup,
    streamName(executable, id, now()),
    now,
  );
  const temporaryDirectory = join(options.scratchDirectory, 'environments', id);
  const isInspected = executable.inspectorPort !== undefined;
  // Somebody who looks at a breakpoint takes his time.
  const timeoutMs = isInspected ? endlessMs : executable.timeoutSeconds * 1000;
  const initTimeoutMs = isInspected ? endlessMs : options.initTimeoutMs;
  let sandbox: Sandbox | undefined;
  let peakMemoryMb = 0;
  let isFirst = true;
  let preparedMs: number | undefined;
  let isEnded = false;

  const write = (event: PlatformEvent, visibility?: 'hidden') => {
    const line = renderPlatformEvent(event, executable, now());
    if (line !== undefined) log.write(line, visibility);
  };

  const discardUnlessReady = async () => {
    const measured = sandbox?.peakMemoryMb() ?? 0;
    peakMemoryMb = Math.max(peakMemoryMb, measured);
    if (sandbox?.isReady === true) return;
    const gone = sandbox;
    sandbox = undefined;
    await gone?.end();
  };

  /** Starts the process and lets it load the function; what fails here is reported as AWS does. */
  const initialise = async (phase: InitPhase, limitMs: number) => {
    const startedAt = performance.now();
    sandbox = await startSandbox(await sandboxOptions(options, log, temporaryDirectory));
    if (isEnded) await sandbox.end();
    // Starting it counts, too: however busy the machine was meanwhile.
    const outcome = await sandbox.initialised(limitMs - (performance.now() - startedAt));
    const durationMs = performance.now() - startedAt;
    await discardUnlessReady();
    write({ type: 'initReport', phase, durationMs, failure: failureOf(outcome, executable) });
    return { outcome, durationMs };
  };

  /** The init phase, before the first invocation. Its duration, when it went well. */
  const initialiseFirst = async (): Promise<number | undefined> => {
    isFirst = false;
    if (options.notice !== undefined) log.write(options.notice, 'hidden');
    write({ type: 'initStart', ...runtimeVersion(executable.runtime, options.region) }, 'hidden');
    const { outcome, durationMs } = await initialise('init', initTimeoutMs);
    return outcome.kind === 'ready' ? durationMs : undefined;
  };

  const run = async (request: InvocationRequest, trace: Trace, startedAt: number) => {
    if (sandbox?.isReady === false) await discardUnlessReady();
    // An environment whose process failed is initialised again, within the invocation's time.
    const outcome =
      sandbox === undefined
        ? (await initialise('invoke', timeoutMs)).outcome
        : ({ kind: 'ready' } as const);
    write({ type: 'start', requestId: request.requestId });
    if (outcome.kind !== 'ready' || sandbox === undefined) return outcome;
    const remainingMs = Math.max(timeoutMs - (performance.now() - startedAt), 0);
    // eslint-disable-next-line no-restricted-properties -- the function compares it with its own, real clock
    const deadline = Math.floor(Date.now() + remainingMs);
    return sandbox.invoke(deliveryOf(request, trace, deadline), remainingMs);
  };

  const invoke = async (
    request: InvocationRequest,
    onInitialised: () => void,
  ): Promise<InvocationResult> => {
    log.startTail();
    const initDurationMs = isFirst ? await initialiseFirst() : preparedMs;
    preparedMs = undefined;
    onInitialised();

    const { requestId } = request;
    const startedAt = performance.now();
    const trace = newTrace(now(), executable.tracingMode);
    const outcome = await run(request, trace, startedAt);
    const elapsedMs = performance.now() - startedAt;
    const durationMs = outcome.kind === 'timeout' ? timeoutMs : Math.min(elapsedMs, timeoutMs);
    await discardUnlessReady();
    if (isEnded) {
      throw new ExecutionEnded('The execution environment was ended during the invocation.');
    }

    const { payload, failure, sandboxFailure } = resultOf(outcome, executable, requestId);
    if (sandboxFailure !== undefined)
      write({ type: 'failure', requestId, failure: sandboxFailure });
    const producedBytes = payload.byteLength;
    write({ type: 'runtimeDone', requestId, durationMs, producedBytes, failure });
    const report = {
      requestId,
      durationMs,
      maxMemoryUsedMb: peakMemoryMb,
      initDurationMs,
      failure,
      trace: trace.sampled ? trace : undefined,
    };
    write({ type: 'report', report });
    await log.flush();
    return {
      payload,
      functionError: failure === undefined ? undefined : 'Unhandled',
      log: log.tail,
      durationMs,
      initDurationMs,
    };
  };

  return {
    executable,
    invoke,
    async prepare() {
      if (isFirst) preparedMs = await initialiseFirst();
    },
    async end() {
      isEnded = true;
      await sandbox?.end();
      await rm(temporaryDirectory, { recursive: true, force: true });
      await log.relieve();
    },
  };
}

async function sandboxOptions(
  options: EnvironmentOptions,
  log: LogStream,
  temporaryDirectory: string,
) {
  const { executable, scratchDirectory, region, endpoint, watchdog } = options;
  await mkdir(temporaryDirectory, { recursive: true });
  return {
    executable,
    log,
    watchdog,
    surroundings: {
      region,
      endpoint,
      temporaryDirectory,
      taskRoot: await (executable.codeDirectory?.() ??
        options.code.unpack(executable.codeSha256Hex)),
      layersDirectory: await layersDirectory(options),
      compileCacheDirectory: join(scratchDirectory, 'compile-cache'),
      logStream: log.name,
    },
  };
}

/**
 * Where a group is not the function's own, the function's name is in it.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
function streamName(
  { functionName, version, logGroup }: ExecutableFunction,
  id: string,
  date: Date,
): string {
  const day = date.toISOString().slice(0, 10).replaceAll('-', '/');
  const name = logGroup === defaultLogGroup(functionName) ? '' : functionName;
  return `${day}/${name}[${version}]${id}`;
}

/** What stands for /opt; undefined for a function without layers. */
async function layersDirectory({ code, executable }: EnvironmentOptions) {
  const digests = executable.layerSha256Hexes ?? [];
  return digests.length === 0 ? undefined : await code.unpackLayers(digests);
}

function runtimeVersion(runtime: string, region: string) {
  const hash = createHash('sha256').update(`${runtime} on ${process.version}`).digest('hex');
  return {
    runtimeVersion: `${runtime.replace('nodejs', 'nodejs:').replace('.x', '')}.local`,
    runtimeVersionArn: `arn:aws:lambda:${region}::runtime:${hash}`,
  };
}
