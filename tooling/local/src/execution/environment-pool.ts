import type { Environment } from './environment.ts';
import type { ExecutableFunction } from './executor.ts';

export interface PoolOptions {
  readonly create: (executable: ExecutableFunction) => Environment;
  /** More than this at once wait for a free one. */
  readonly maxEnvironments: number;
  /** Few start at once: they share the machine's processors. */
  readonly maxColdStarts: number;
  /** How long an environment is kept without being used. */
  readonly idleMs: number;
}

/** An environment for one invocation. */
interface Lease {
  readonly environment: Environment;
  /** It has started: the next one may. */
  started(): void;
  /** Back to the warm ones, or to its end when it was retired meanwhile. */
  release(): void;
  /** To its end, because something of ours went wrong. */
  discard(): Promise<void>;
}

export interface EnvironmentPool {
  /** Takes the warm environment of the function that was used last, or starts one. */
  lease(executable: ExecutableFunction): Promise<Lease>;
  /** Ends what is idle, and the rest when its invocation has ended. */
  retire(isRetired: (executable: ExecutableFunction) => boolean): Promise<void>;
  /** Ends everything now. */
  close(): Promise<void>;
}

interface Slot {
  readonly environment: Environment;
  state: 'busy' | 'idle' | 'retired';
  isStarting: boolean;
  idleTimer?: NodeJS.Timeout | undefined;
}

interface Waiter {
  readonly executable: ExecutableFunction;
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: unknown) => void;
}

export function createEnvironmentPool(options: PoolOptions): EnvironmentPool {
  /** In the order of their last use. */
  const slots = new Set<Slot>();
  const ending = new Set<Promise<void>>();
  let waiters: Waiter[] = [];
  let coldStarts = 0;

  const end = (slot: Slot): Promise<void> => {
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
  const retireSlot = (slot: Slot): Promise<void> => {
    if (slot.state === 'idle') return end(slot);
    slot.state = 'retired';
    return Promise.resolve();
  };

  const warmSlot = (executable: ExecutableFunction): Slot | undefined => {
    const isWarm = (slot: Slot) =>
      slot.state === 'idle' && isSame(slot.environment.executable, executable);
    const slot = [...slots].findLast(isWarm);
    if (slot === undefined) return undefined;
    clearTimeout(slot.idleTimer);
    slot.state = 'busy';
    return slot;
  };

  /** A new environment, for whose sake the one that was idle longest may end. */
  const coldSlot = (executable: ExecutableFunction): Slot | undefined => {
    if (coldStarts >= options.maxColdStarts) return undefined;
    if (slots.size >= options.maxEnvironments) {
      const idle = [...slots].find((slot) => slot.state === 'idle');
      if (idle === undefined) return undefined;
      endLater(end(idle));
    }
    const slot: Slot = { environment: options.create(executable), state: 'busy', isStarting: true };
    slots.add(slot);
    coldStarts += 1;
    return slot;
  };

  const leaseOf = (slot: Slot): Lease => ({
    environment: slot.environment,
    started() {
      if (!slot.isStarting) return;
      slot.isStarting = false;
      coldStarts -= 1;
      serveWaiters();
    },
    release() {
      if (slot.state === 'retired') {
        endLater(end(slot));
        return;
      }
      slots.delete(slot);
      slots.add(slot);
      slot.state = 'idle';
      slot.idleTimer = setTimeout(() => {
        endLater(end(slot));
      }, options.idleMs).unref();
      serveWaiters();
    },
    discard: () => end(slot),
  });

  const serveWaiters = () => {
    waiters = waiters.filter(({ executable, resolve, reject }) => {
      try {
        const slot = warmSlot(executable) ?? coldSlot(executable);
        if (slot === undefined) return true;
        resolve(leaseOf(slot));
      } catch (error) {
        reject(error);
      }
      return false;
    });
  };

  return {
    lease(executable) {
      const lease = new Promise<Lease>((resolve, reject) => {
        waiters.push({ executable, resolve, reject });
      });
      for (const slot of slots) {
        if (isOutdated(slot.environment.executable, executable)) endLater(retireSlot(slot));
      }
      serveWaiters();
      return lease;
    },
    async retire(isRetired) {
      const retired = [...slots].filter((slot) => isRetired(slot.environment.executable));
      await Promise.all(retired.map(retireSlot));
    },
    async close() {
      for (const { reject } of waiters) reject(new Error('The executor was closed.'));
      waiters = [];
      await Promise.all([...slots].map(end));
      await Promise.all(ending);
    },
  };
}

/** For ends that nobody waits for. What they remove is swept at the next start, at the latest. */
function endLater(ended: Promise<void>): void {
  ended.catch(() => {});
}

const identity = ({ functionName, version }: ExecutableFunction) => `${functionName}:${version}`;

function isSame(one: ExecutableFunction, other: ExecutableFunction): boolean {
  return identity(one) === identity(other) && one.revision === other.revision;
}

function isOutdated(one: ExecutableFunction, by: ExecutableFunction): boolean {
  return identity(one) === identity(by) && one.revision !== by.revision;
}
