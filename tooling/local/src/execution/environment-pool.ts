import type { Environment } from './environment.ts';
import { ExecutionEnded } from './execution-ended.ts';
import type { ExecutableFunction } from './executor.ts';
import { createWaiters } from './waiters.ts';

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

/** A function that hangs while it is loaded uses no processor: others may start meanwhile. */
const longestColdStartMs = 1500;

interface Slot {
  readonly environment: Environment;
  state: 'busy' | 'idle' | 'retired';
  startingTimer?: NodeJS.Timeout | undefined;
  idleTimer?: NodeJS.Timeout | undefined;
}

interface Waiter {
  readonly key: string;
  readonly executable: ExecutableFunction;
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: unknown) => void;
}

export function createEnvironmentPool(options: PoolOptions): EnvironmentPool {
  const slots = new Set<Slot>();
  /** In the order of their last use. */
  const idle = new Set<Slot>();
  const ending = new Set<Promise<void>>();
  /** Of inspectors whose process is about to end. */
  const endingPorts = new Set<number>();
  const waiters = createWaiters<Waiter>();
  let coldStarts = 0;

  const end = (slot: Slot): Promise<void> => {
    clearTimeout(slot.idleTimer);
    slot.state = 'retired';
    slots.delete(slot);
    idle.delete(slot);
    const { inspectorPort } = slot.environment.executable;
    if (inspectorPort !== undefined) endingPorts.add(inspectorPort);
    const ended = slot.environment.end().finally(() => {
      ending.delete(ended);
      if (inspectorPort !== undefined) endingPorts.delete(inspectorPort);
      startForWaiters();
    });
    ending.add(ended);
    return ended;
  };
  const retireSlot = (slot: Slot): Promise<void> => {
    if (slot.state === 'idle') return end(slot);
    slot.state = 'retired';
    return Promise.resolve();
  };

  const takeWarm = (executable: ExecutableFunction): Slot | undefined => {
    const key = keyOf(executable);
    const slot = [...idle].findLast(({ environment }) => keyOf(environment.executable) === key);
    if (slot === undefined) return undefined;
    clearTimeout(slot.idleTimer);
    idle.delete(slot);
    slot.state = 'busy';
    return slot;
  };

  const canStart = () =>
    coldStarts < options.maxColdStarts && (slots.size < options.maxEnvironments || idle.size > 0);

  /** Two processes cannot listen at one port: an idle one makes room, another is waited for. */
  const isPortFree = ({ inspectorPort }: ExecutableFunction): boolean => {
    if (inspectorPort === undefined) return true;
    const holders = [...slots].filter(
      ({ environment }) => environment.executable.inspectorPort === inspectorPort,
    );
    for (const slot of holders) if (slot.state === 'idle') endLater(end(slot));
    return holders.length === 0 && !endingPorts.has(inspectorPort);
  };

  /** A new environment, for whose sake the one that was idle longest may end. */
  const start = (executable: ExecutableFunction): Slot => {
    const [oldest] = idle;
    if (slots.size >= options.maxEnvironments && oldest !== undefined) endLater(end(oldest));
    const slot: Slot = { environment: options.create(executable), state: 'busy' };
    slots.add(slot);
    coldStarts += 1;
    slot.startingTimer = setTimeout(() => started(slot), longestColdStartMs).unref();
    return slot;
  };

  const started = (slot: Slot) => {
    if (slot.startingTimer === undefined) return;
    clearTimeout(slot.startingTimer);
    slot.startingTimer = undefined;
    coldStarts -= 1;
    startForWaiters();
  };

  const startForWaiters = () => {
    while (canStart()) {
      const next = waiters.firstThat(({ executable }) => isPortFree(executable));
      if (next === undefined) return;
      waiters.remove(next);
      try {
        next.resolve(leaseOf(start(next.executable)));
      } catch (error) {
        next.reject(error);
      }
    }
  };

  const release = (slot: Slot) => {
    if (slot.state === 'retired') {
      endLater(end(slot));
      return;
    }
    const next = waiters.first(keyOf(slot.environment.executable));
    if (next !== undefined) {
      waiters.remove(next);
      next.resolve(leaseOf(slot));
      return;
    }
    slot.state = 'idle';
    idle.add(slot);
    // A debugger stays attached.
    if (slot.environment.executable.inspectorPort === undefined) {
      slot.idleTimer = setTimeout(() => endLater(end(slot)), options.idleMs).unref();
    }
    startForWaiters();
  };

  const leaseOf = (slot: Slot): Lease => ({
    environment: slot.environment,
    started: () => started(slot),
    release: () => release(slot),
    discard: () => end(slot),
  });

  return {
    async lease(executable) {
      for (const slot of slots) {
        if (isOutdated(slot.environment.executable, executable)) endLater(retireSlot(slot));
      }
      const warm = takeWarm(executable);
      if (warm !== undefined) return leaseOf(warm);
      return await new Promise<Lease>((resolve, reject) => {
        waiters.add({ key: keyOf(executable), executable, resolve, reject });
        startForWaiters();
      });
    },
    async retire(isRetired) {
      const retired = [...slots].filter((slot) => isRetired(slot.environment.executable));
      await Promise.all(retired.map(retireSlot));
    },
    async close() {
      for (let next = waiters.first(); next !== undefined; next = waiters.first()) {
        waiters.remove(next);
        next.reject(new ExecutionEnded('The executor was closed.'));
      }
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
const keyOf = (executable: ExecutableFunction) => `${identity(executable)}:${executable.revision}`;

function isOutdated(one: ExecutableFunction, by: ExecutableFunction): boolean {
  return identity(one) === identity(by) && one.revision !== by.revision;
}
