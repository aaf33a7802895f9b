import type { LocalClock } from '../../clock/local-clock.ts';
import { lazy } from '../../lazy.ts';
import type { State } from '../../state/state.ts';
import type { QueueStore } from './queue-store.ts';

/** Queues that are opened when somebody needs them. */
export interface QueuesOnDemand {
  readonly open: () => Promise<QueueStore>;
  readonly clear: () => void;
  /** Ends what waits for messages. */
  readonly close: () => void;
}

export function queuesOnDemand(state: State, clock: LocalClock): QueuesOnDemand {
  let opened: QueueStore | undefined;
  return {
    open: lazy(async () => {
      opened = await (await import('./queue-store.ts')).openQueueStore(state, clock);
      return opened;
    }),
    clear: () => opened?.clear(),
    close: () => opened?.close(),
  };
}
