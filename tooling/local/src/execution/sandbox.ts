import type { ExecutableFunction } from './executor.ts';
import { runtimeExited, type SandboxFailure } from './invocation-failure.ts';
import type { LogStream } from './log-stream.ts';
import { processEnvironment, type Surroundings } from './process-environment.ts';
import { readOutput } from './read-output.ts';
import { serveRuntimeApi, type Delivery, type Reply, type RuntimeApi } from './runtime-api.ts';
import { preloadFile, runtimeClientOf } from './runtime-client.ts';
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts';
import type { Watchdog } from './watchdog.ts';

/** How long a runtime that reported an init error may take to print its last words. */
const initErrorGraceMs = 500;

export interface SandboxOptions {
  readonly executable: ExecutableFunction;
  readonly surroundings: Omit<Surroundings, 'runtimeApi' | 'runtimeToken' | 'runtimeDirectory'>;
  readonly log: LogStream;
  readonly watchdog: Watchdog;
}

/** How something that a sandbox was asked to do has ended. */
export type Outcome =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'reply' } & Reply)
  /** The runtime could not load the function and says why. */
  | { readonly kind: 'initError'; readonly payload: Uint8Array }
  | { readonly kind: 'exit'; readonly failure: SandboxFailure }
  | { readonly kind: 'timeout' };

/** One life of an execution environment's process, with the Runtime API that it talks to. */
export interface Sandbox {
  /** The runtime waits for an event. */
  readonly isReady: boolean;
  /** Waits until the runtime has loaded the function and asks for its first event. */
  initialised(timeoutMs: number): Promise<Outcome>;
  /** Waits for the reply, and until the runtime asks for the event after. */
  invoke(delivery: Delivery, timeoutMs: number): Promise<Outcome>;
  peakMemoryMb(): number;
  /** Kills all its processes, and settles when all output has been read. */
  end(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { executable } = options;
  let isReady = false;
  let reply: Reply | undefined;
  let initError: Uint8Array | undefined;
  let residentMb = 0;
  let ended: Outcome | undefined;
  /** Fulfils what `initialised` or `invoke` waits for. */
  let settle: (outcome: Outcome) => void = () => {};
  const settleWith = (otherwise: Outcome) => {
    if (reply !== undefined) settle({ kind: 'reply', ...reply });
    else if (initError !== undefined) settle({ kind: 'initError', payload: initError });
    else settle(otherwise);
  };

  const api = await serveRuntimeApi({
    onNext(residentBytes = 0) {
      isReady = true;
      residentMb = Math.max(residentMb, Math.ceil(residentBytes / 1_048_576));
      settleWith({ kind: 'ready' });
    },
    onReply(received) {
      reply = received;
    },
    onInitError(payload) {
      initError = payload;
      setTimeout(() => settle({ kind: 'initError', payload }), initErrorGraceMs).unref();
    },
  });
  const child = await startProcess(api, options);
  const output = readOutput(child, executable, options.log);
  const exited = child.exited.then(async (exit) => {
    isReady = false;
    // Its last words may still be on their way.
    await api.close();
    output.end();
    ended = { kind: 'exit', failure: runtimeExited(exit) };
    settleWith(ended);
  });

  const waitFor = async (timeoutMs: number, begin: () => void): Promise<Outcome> => {
    const stopGuarding = child.guardMemory();
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const timeOut = () => {
      if (!isOver) settleWith({ kind: 'timeout' });
    };
    const outcome = await new Promise<Outcome>((resolve) => {
      settle = resolve;
      // Timers come before what has arrived: where this process was held up for longer than the function
      // had, its answer may have been waiting here in time.
      timer = setTimeout(() => setImmediate(timeOut), timeoutMs);
      if (ended === undefined) begin();
      else settleWith(ended);
    });
    isOver = true;
    settle = () => {};
    clearTimeout(timer);
    stopGuarding();
    // Of a process that is not ready, `end` reads what is left: it may go on writing for ever.
    if (isReady) await output.drained();
    return outcome;
  };

  return {
    get isReady() {
      return isReady;
    },
    initialised: (timeoutMs) =>
      waitFor(timeoutMs, () => {
        if (timeoutMs <= 0) settle({ kind: 'timeout' });
        if (isReady) settle({ kind: 'ready' });
      }),
    invoke(delivery, timeoutMs) {
      isReady = false;
      reply = undefined;
      return waitFor(timeoutMs, () => api.deliver(delivery));
    },
    peakMemoryMb: () => child.peakMemoryMb() ?? residentMb,
    async end() {
      child.kill();
      await exited;
    },
  };
}

async function startProcess(api: RuntimeApi, options: SandboxOptions): Promise<SandboxProcess> {
  const { executable, surroundings, watchdog } = options;
  try {
    const client = runtimeClientOf(executable.runtime);
    const environment = processEnvironment(executable, {
      ...surroundings,
      runtimeApi: api.authority,
      runtimeToken: api.token,
      runtimeDirectory: client.directory,
    });
    return await startSandboxProcess({
      mainFile: client.mainFile,
      preloadFile,
      workingDirectory: surroundings.taskRoot,
      environment,
      marker: `AWS_LAMBDA_LOG_STREAM_NAME=${surroundings.logStream}`,
      memorySizeMb: executable.memorySizeMb,
      inspectorPort: executable.inspectorPort,
      watchdog,
    });
  } catch (error) {
    await api.close();
    throw error;
  }
}
