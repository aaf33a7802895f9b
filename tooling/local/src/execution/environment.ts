import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deliveryOf, newTrace } from './deliver-event.ts';
import type {
  ExecutableFunction,
  InvocationRequest,
  InvocationResult,
  LogSink,
} from './executor.ts';
import { failurePayload, timedOut, type SandboxFailure } from './invocation-failure.ts';
import { openLogStream, type LogStream } from './log-stream.ts';
import {
  renderPlatformEvent,
  type Failure,
  type InitPhase,
  type PlatformEvent,
} from './platform-events.ts';
import { startSandbox, type Outcome, type Sandbox } from './sandbox.ts';
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
  end(): Promise<void>;
}

export function createEnvironment(options: EnvironmentOptions): Environment {
  const { executable, now } = options;
  const id = randomBytes(16).toString('hex');
  const log = openLogStream(
    options.logSink,
    executable.logGroup,
    `${now().toISOString().slice(0, 10).replaceAll('-', '/')}/[${executable.version}]${id}`,
    now,
  );
  const temporaryDirectory = join(options.scratchDirectory, 'environments', id);
  let sandbox: Sandbox | undefined;
  let isFirst = true;
  let isEnded = false;

  const write = (event: PlatformEvent, visibility?: 'hidden') => {
    const line = renderPlatformEvent(event, executable, now());
    if (line !== undefined) log.write(line, visibility);
  };

  /** Starts the process and lets it load the function; what fails here is reported as AWS does. */
  const initialise = async (phase: InitPhase, timeoutMs: number) => {
    const startedAt = performance.now();
    const started = await startSandbox(await sandboxOptions(options, log, temporaryDirectory));
    sandbox = started;
    if (isEnded) await started.end();
    const outcome = await started.initialised(timeoutMs);
    const durationMs = performance.now() - startedAt;
    const failure = failureOf(outcome, executable);
    if (!started.isReady) await discard();
    write({ type: 'initReport', phase, durationMs, failure });
    return { outcome, durationMs };
  };

  const discard = async () => {
    const gone = sandbox;
    sandbox = undefined;
    await gone?.end();
  };

  const invoke = async (
    request: InvocationRequest,
    onInitialised: () => void,
  ): Promise<InvocationResult> => {
    log.startTail();
    let initDurationMs: number | undefined;
    let memoryMb = 0;
    if (isFirst) {
      isFirst = false;
      if (options.notice !== undefined) log.write(options.notice, 'hidden');
      write({ type: 'initStart', ...runtimeVersion(executable.runtime, options.region) }, 'hidden');
      const init = await initialise('init', options.initTimeoutMs);
      if (init.outcome.kind === 'ready') initDurationMs = init.durationMs;
    }
    onInitialised();

    const { requestId } = request;
    const startedAt = performance.now();
    const timeoutMs = executable.timeoutSeconds * 1000;
    const remainingMs = () => Math.max(timeoutMs - (performance.now() - startedAt), 0);
    const trace = newTrace(now(), executable.tracingMode);
    let outcome: Outcome = { kind: 'ready' };
    // An environment whose process failed is initialised again, within the invocation's time.
    if (sandbox?.isReady !== true) {
      await discard();
      ({ outcome } = await initialise('invoke', timeoutMs));
    }
    write({ type: 'start', requestId });
    const running = sandbox;
    if (outcome.kind === 'ready' && running !== undefined) {
      const delivery = deliveryOf(request, trace, Math.floor(Date.now() + remainingMs()));
      outcome = await running.invoke(delivery, remainingMs());
      memoryMb = running.peakMemoryMb();
    }
    const durationMs = Math.min(performance.now() - startedAt, timeoutMs);
    if (sandbox?.isReady === false) await discard();
    if (isEnded) throw new Error('The execution environment was ended during the invocation.');

    const result = resultOf(outcome, executable, requestId);
    if (result.failure !== undefined && result.sandboxFailure !== undefined) {
      write({ type: 'failure', requestId, failure: result.sandboxFailure });
    }
    write({
      type: 'runtimeDone',
      requestId,
      durationMs,
      producedBytes: result.payload.byteLength,
      failure: result.failure,
    });
    write({
      type: 'report',
      report: {
        requestId,
        durationMs,
        maxMemoryUsedMb: memoryMb,
        initDurationMs,
        failure: result.failure,
        trace: trace.sampled ? trace : undefined,
      },
    });
    await log.flush();
    return {
      payload: result.payload,
      functionError: result.failure === undefined ? undefined : 'Unhandled',
      log: log.tail,
      durationMs,
      initDurationMs,
    };
  };

  return {
    executable,
    invoke,
    async end() {
      isEnded = true;
      await discard();
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
      taskRoot: await options.code.unpack(executable.codeSha256Hex),
      compileCacheDirectory: join(scratchDirectory, 'compile-cache'),
      logStream: log.name,
    },
  };
}

interface Result {
  readonly payload: Uint8Array;
  readonly failure?: Failure | undefined;
  readonly sandboxFailure?: SandboxFailure | undefined;
}

function resultOf(outcome: Outcome, executable: ExecutableFunction, requestId: string): Result {
  const failure = failureOf(outcome, executable);
  if (outcome.kind === 'reply' || outcome.kind === 'initError') {
    return { payload: outcome.payload, failure };
  }
  const sandboxFailure =
    outcome.kind === 'exit' ? outcome.failure : timedOut(executable.timeoutSeconds);
  return { payload: failurePayload(sandboxFailure, requestId), failure, sandboxFailure };
}

function failureOf(outcome: Outcome, executable: ExecutableFunction): Failure | undefined {
  switch (outcome.kind) {
    case 'ready':
      return undefined;
    case 'reply':
      if (!outcome.failed) return undefined;
      return { status: 'error', errorType: errorTypeOf(outcome.payload), unhandled: true };
    case 'initError':
      return { status: 'error', errorType: errorTypeOf(outcome.payload) };
    case 'exit': {
      const { errorType, reportedType = errorType } = outcome.failure;
      return { status: 'error', errorType: reportedType };
    }
    case 'timeout': {
      const { errorType, status } = timedOut(executable.timeoutSeconds);
      return { status, errorType };
    }
  }
}

function errorTypeOf(payload: Uint8Array): string {
  try {
    const { errorType } = JSON.parse(Buffer.from(payload).toString()) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : 'Runtime.Unknown';
  } catch {
    return 'Runtime.Unknown';
  }
}

function runtimeVersion(runtime: string, region: string) {
  const hash = createHash('sha256').update(`${runtime} on ${process.version}`).digest('hex');
  return {
    runtimeVersion: `${runtime.replace('nodejs', 'nodejs:').replace('.x', '')}.local`,
    runtimeVersionArn: `arn:aws:lambda:${region}::runtime:${hash}`,
  };
}
