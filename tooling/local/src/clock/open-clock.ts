import type { State } from '../state/state.ts';
import { createLocalClock, type LocalClock, type LocalClockOptions } from './local-clock.ts';

interface ClockDocument {
  readonly aheadMs: number;
}

/** The clock as it was left: one that was moved forward does not go back when the local AWS ends. */
export async function openClock(
  state: State,
  options: Pick<LocalClockOptions, 'realNow' | 'report'>,
): Promise<LocalClock> {
  const documents = await state.collection<ClockDocument>('clock');
  return createLocalClock({
    ...options,
    aheadMs: documents.get(key)?.aheadMs,
    onMoved: (aheadMs) => documents.put(key, { aheadMs }),
  });
}

const key = 'clock';
