import { availableParallelism } from 'node:os';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BlobStore } from '../state/state.ts';
import { createEnvironmentPool } from './environment-pool.ts';
import { createEnvironment } from './environment.ts';
import { ExecutionEnded } from './execution-ended.ts';
import { mostEnvironments, type Executor, type LogSink } from './executor.ts';
import { nodeVersionNotice } from './runtime-client.ts';
import { openCodeDirectories } from './unpack-code.ts';
import { startWatchdog } from './watchdog.ts';

export interface ExecutorOptions {
  readonly blobs: Pick<BlobStore, 'read'>;
  /** For unpacked code, compile caches and temporary directories; of one executor at a time. */
  readonly scratchDirectory: string;
  readonly logSink: LogSink;
  readonly region: string;
  /** The address of the local AWS, asked for at each cold start. */
  readonly endpoint: () => string;
  readonly now: () => Date;
  /** How long an environment stays warm without an invocation. */
  readonly idleMs: number;
  /** More invocations than this at once wait; `mostEnvironments` by default. */
  readonly maxEnvironments?: number;
  /** How long loading a function may take in its first environment: 10 s, as on AWS. */
  readonly initTimeoutMs?: number;
}

/**
 * Runs functions with AWS's own runtime client, one child process for each execution environment.
 *
 * An invocation takes a warm environment of the same function, version and revision, or starts one;
 * few start at once, because they share the machine's processors. Environments of an older revision
 * end as soon as they are idle.
 *
 * Functions run with the rights of the user who runs this process, and nothing confines them: they
 * can read what that user can read, and end what that user can end.
 *
 * What AWS does and this does not: environments are not frozen between invocations, /tmp is the
 * machine's own (TMPDIR is private), the network is the machine's, processor shares do not follow
 * memorySize, and memory is enforced on Linux only, for the main process.
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const { maxEnvironments = mostEnvironments, initTimeoutMs = 10_000 } = options;
  // The functions have working directories of their own.
  const scratchDirectory = resolve(options.scratchDirectory);
  const { region, logSink, now, idleMs } = options;
  const code = openCodeDirectories(options.blobs, join(scratchDirectory, 'code'));
  const watchdog = startWatchdog();
  const noticed = new Set<string>();
  let isClosed = false;

  const pool = createEnvironmentPool({
    maxEnvironments,
    maxColdStarts: Math.max(2, availableParallelism()),
    idleMs,
    create: (executable) =>
      createEnvironment({
        executable,
        code,
        scratchDirectory,
        region,
        endpoint: options.endpoint(),
        logSink,
        now,
        watchdog,
        initTimeoutMs,
        notice: nodeVersionNotice(executable, noticed),
      }),
  });

  const running = new Set<Promise<unknown>>();
  // What an executor that was killed has left behind.
  let swept: Promise<void> | undefined;
  const sweep = () =>
    (swept ??= rm(join(scratchDirectory, 'environments'), { recursive: true, force: true }));

  const invoke: Executor['invoke'] = async (request) => {
    await sweep();
    if (isClosed) throw new ExecutionEnded('The executor is closed.');
    const lease = await pool.lease(request.function);
    try {
      const result = await lease.environment.invoke(request, () => {
        lease.started();
      });
      lease.release();
      return result;
    } catch (error) {
      lease.started();
      await lease.discard();
      throw error;
    }
  };

  const prepare: Executor['prepare'] = async (executable) => {
    await sweep();
    if (isClosed) throw new ExecutionEnded('The executor is closed.');
    const lease = await pool.lease(executable);
    try {
      await lease.environment.prepare();
    } finally {
      lease.started();
      lease.release();
    }
  };

  const track = async <Value>(work: Promise<Value>): Promise<Value> => {
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  };

  return {
    invoke: (request) => track(invoke(request)),
    prepare: (executable) => track(prepare(executable)),
    retire: (functionName, version) =>
      pool.retire(
        (executable) =>
          executable.functionName === functionName &&
          (version ?? executable.version) === executable.version,
      ),
    async close() {
      isClosed = true;
      await pool.close();
      // One that was being started may still unpack its code: nothing is written once this is closed.
      await Promise.allSettled(running);
      await watchdog.close();
    },
  };
}
