import type { FunctionChange, FunctionOutcome } from '@tooling/core';
import { attempt, type Application } from './application.ts';
import { failedWith, stillSwitching } from './report-on.ts';
import type { Outcomes } from './switch-undo.ts';

/**
 * Gives all traffic back to what `live` names where an earlier run has left a switch in steps in the
 * middle, and this one cannot go on with it: what worked before is the safe side. After Ctrl-C it is
 * left, and told.
 *
 * @param changes - those that this run has neither moved nor put back
 */
export async function endInterrupted(
  application: Application,
  changes: readonly FunctionChange[],
): Promise<Outcomes> {
  const left = changes.filter(({ interrupted }) => interrupted !== undefined);
  if (application.signal.aborted) {
    return new Map(left.map((change) => [change, stillSwitching(change.interrupted)]));
  }
  const { failures } = await attempt(application, left, (change) => endOne(application, change));
  return new Map(
    left.map((change) => {
      const failure = failures.get(change);
      return failure === undefined
        ? [change, endedOutcome(change)]
        : [change, { ...failedWith(failure), ...stillSwitching(change.interrupted) }];
    }),
  );
}

/** Ends one interrupted switch. */
export async function endOne({ store, emit }: Application, change: FunctionChange): Promise<void> {
  await store.endSwitching(change);
  const { functionName, liveVersion: version } = change;
  if (gaveShare(change)) emit({ type: 'put-back', functionName, version });
}

/** What became of a function of which nothing but an interrupted switch was ended. */
export const endedOutcome = (change: FunctionChange): Partial<FunctionOutcome> =>
  gaveShare(change) ? { outcome: 'put-back' } : {};

/** Else only the note was left of it. */
const gaveShare = ({ interrupted, liveVersion }: FunctionChange): boolean =>
  interrupted !== undefined && interrupted.percent > 0 && interrupted.version !== liveVersion;
