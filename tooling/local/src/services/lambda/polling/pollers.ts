import type { LocalClock, Timer } from '../../../clock/local-clock.ts';
import type { FunctionInvoker } from '../invoke/function-invoker.ts';
import { functionArn } from '../names/function-arn.ts';
import type { Home } from '../names/function-name.ts';
import type { LambdaWorld } from '../operations/lambda-world.ts';
import { pollQueue } from './poll-queue.ts';

/** What polls for the event source mappings that are enabled. */
export interface Pollers {
  /** From now on, also for mappings that are made later. */
  start(): Promise<void>;
  /** Ends them all: the mappings are gone. */
  clear(): void;
}

export function createPollers(
  world: LambdaWorld,
  { clock, invoker, home }: { clock: LocalClock; invoker: FunctionInvoker; home: Home },
): Pollers {
  const running = new Map<string, { stop(): void }>();
  const timers = new Map<string, Timer>();
  let started = false;

  const follow = async (uuid: string) => {
    timers.get(uuid)?.cancel();
    const mapping = world.mappings.get(uuid);
    const { transition } = mapping ?? {};
    const isStarting = transition?.state === 'Creating' || transition?.state === 'Enabling';
    if (transition !== undefined) {
      timers.set(
        uuid,
        clock.at(transition.settlesAtMs, () => follow(uuid)),
      );
    }
    const queues = await world.queues?.();
    running.get(uuid)?.stop();
    running.delete(uuid);
    if (!started || queues === undefined || !mapping?.enabled || isStarting) return;
    if (transition?.state === 'Deleting') return;
    const { functionName, qualifier } = mapping;
    const poller = pollQueue(mapping, {
      clock,
      queues,
      call: (payload) =>
        invoker.call({ functionArn: functionArn(home, functionName, qualifier), payload }),
      report: world.onFailure,
    });
    running.set(uuid, poller);
  };
  const followSoon = (uuid: string) => {
    if (started) clock.during(follow(uuid)).catch(world.onFailure);
  };
  world.mappings.watch(followSoon);

  return {
    async start() {
      started = true;
      await Promise.all(world.mappings.list().map(({ uuid }) => follow(uuid)));
    },
    clear() {
      for (const timer of timers.values()) timer.cancel();
      for (const poller of running.values()) poller.stop();
      timers.clear();
      running.clear();
    },
  };
}
