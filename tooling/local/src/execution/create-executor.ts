import { availableParallelism } from 'node:os';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore } from '../state/state.ts';
import { createEnvironment, type Environment } from './environment.ts';
import type { ExecutableFunction, Executor, LogSink } from './executor.ts';
import { nodeVersionNotice } from './runtime-client.ts';
import { openCodeDirectories } from './unpack-code.ts';
import { startWatchdog } from './watchdog.ts';

export interface ExecutorOptions {
  readonly blobs: BlobStore;
  /** For unpacked code, compile caches and temporary directories; of one executor at a time. */
  readonly scratchDirectory: string;
  readonly logSink: LogSink;
  readonly region: string;
  /** The address of the local AWS, asked for at each cold start. */
  readonly endpoint: () => string;
  readonly now: () => Date;
  /** How long an environment stays warm without an invocation. */
  readonly idleMs: number;
  /** More invocations than this at once wait, 100 by default; AWS's own limit is 1,000. */
  readonly maxEnvironments?: number;
  /** How long loading a function may take in its first environment: 10 s, as on AWS. */
  readonly initTimeoutMs?: number;
}

interface Slot {
  readonly environment: Environment;
  state: 'busy' | 'idle' | 'retired';
  /** It counts as one of the cold starts that run at the same time. */
  isStarting: boolean;
  idleTimer?: NodeJS.Timeout | undefined;
}

interface Waiter {
  readonly executable: ExecutableFunction;
  readonly resolve: (slot: Slot) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs functions with AWS's own runtime client, one child process for each execution environment.
 *
 * An invocation takes a warm environment of the same function, version and revision, or starts one;
 * few start at once, because they share the machine's processors. Environments of an older revision
 * end as soon as they are idle.
 *
 * What AWS does and this does not: environments are not frozen between invocations, /tmp is the
 * machine's own (TMPDIR is private), the network is the machine's, processor shares do not follow
 * memorySize, and memory is enforced on Linux only, for the main process.
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const { maxEnvironments = 100, initTimeoutMs = 10_000, scratchDirectory } = options;
  const maxColdStarts = Math.max(2, availableParallelism());
  const code = openCodeDirectories(options.blobs, join(scratchDirectory, 'code'));
  const watchdog = startWatchdog();
  const noticed = new Set<string>();
  const slots = new Set<Slot>();
  const ending = new Set<Promise<void>>();
  let waiters: Waiter[] = [];
  let coldStarts = 0;
  let isClosed = false;
  // Left behind by an executor that was killed.
  let swept: Promise<void> | undefined;
  const sweep = () =>
    (swept ??= rm(join(scratchDirectory, 'environments'), { recursive: true, force: true }));

  const endSlot = (slot: Slot): Promise<void> => {
    clearTimeout(slot.idleTimer);
    slot.state = 'retired';
    slots.delete(slot);
    const ended = slot.environment.end().finally(() => {
      ending.delete(ended);
      serveWaiters();
    });
    ending.add(ended);
    return ended;
  };

  const startSlot = (executable: ExecutableFunction): Slot => {
    const { region, logSink, now } = options;
    const environment = createEnvironment({
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
    });
    const slot: Slot = { environment, state: 'busy', isStarting: true };
    slots.add(slot);
    coldStarts += 1;
    return slot;
  };

  /** A place for one more environment, made by ending the one that was idle longest if need be. */
  const makeRoom = (): boolean => {
    if (slots.size < maxEnvironments) return true;
    const idle = [...slots].find((slot) => slot.state === 'idle');
    if (idle !== undefined) void endSlot(idle).catch(() => {});
    return idle !== undefined;
  };

  const serveWaiters = () => {
    waiters = waiters.filter((waiter) => {
      const warm = [...slots].findLast(
        (slot) => slot.state === 'idle' && isSame(slot.environment.executable, waiter.executable),
      );
      if (warm === undefined && (coldStarts >= maxColdStarts || !makeRoom())) return true;
      if (warm !== undefined) {
        clearTimeout(warm.idleTimer);
        warm.state = 'busy';
      }
      waiter.resolve(warm ?? startSlot(waiter.executable));
      return false;
    });
  };

  const acquire = (executable: ExecutableFunction): Promise<Slot> =>
    new Promise((resolve, reject) => {
      for (const slot of slots) {
        if (isOutdated(slot.environment.executable, executable)) retireSlot(slot);
      }
      waiters.push({ executable, resolve, reject });
      serveWaiters();
    });

  const release = (slot: Slot) => {
    if (slot.state === 'retired') return void endSlot(slot).catch(() => {});
    // Last in the set: the most recently used is taken first, the least recently used ended first.
    slots.delete(slot);
    slots.add(slot);
    slot.state = 'idle';
    slot.idleTimer = setTimeout(() => void endSlot(slot).catch(() => {}), options.idleMs).unref();
    serveWaiters();
  };

  const retireSlot = (slot: Slot): Promise<void> => {
    if (slot.state === 'idle') return endSlot(slot);
    slot.state = 'retired';
    return Promise.resolve();
  };

  return {
    async invoke(request) {
      await sweep();
      if (isClosed) throw new Error('The executor is closed.');
      const slot = await acquire(request.function);
      const onInitialised = () => {
        if (!slot.isStarting) return;
        slot.isStarting = false;
        coldStarts -= 1;
        serveWaiters();
      };
      try {
        const result = await slot.environment.invoke(request, onInitialised);
        release(slot);
        return result;
      } catch (error) {
        onInitialised();
        if (slots.has(slot)) await endSlot(slot).catch(() => {});
        throw error;
      }
    },
    async retire(functionName, version) {
      const retired = [...slots].filter(
        ({ environment: { executable } }) =>
          executable.functionName === functionName &&
          (version ?? executable.version) === executable.version,
      );
      await Promise.all(retired.map(retireSlot));
    },
    async close() {
      isClosed = true;
      for (const waiter of waiters) waiter.reject(new Error('The executor was closed.'));
      waiters = [];
      await Promise.all([...slots].map(endSlot));
      await Promise.all(ending);
      await watchdog.close();
    },
  };
}

const identity = ({ functionName, version }: ExecutableFunction) => `${functionName}:${version}`;

function isSame(one: ExecutableFunction, other: ExecutableFunction): boolean {
  return identity(one) === identity(other) && one.revision === other.revision;
}

function isOutdated(one: ExecutableFunction, by: ExecutableFunction): boolean {
  return identity(one) === identity(by) && one.revision !== by.revision;
}
