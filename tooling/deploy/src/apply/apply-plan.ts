import type { FunctionChange, FunctionOutcome, FunctionPlan, Report } from '@tooling/core';
import { attempt, type Application } from './application.ts';
import { checkAlarms } from './check-alarms.ts';
import { prepareAll } from './prepare-all.ts';
import { endedOutcome, endInterrupted } from './end-interrupted.ts';
import { failedWith, reportOn, type OutcomeOf } from './report-on.ts';
import { switchAll } from './switch-all.ts';
import { withAddresses } from './with-addresses.ts';

/**
 * Carries out a plan: prepares all functions, as far as that is not under way, then switches all of
 * them, then their attributes. What a function failed with stands in the report and is not thrown.
 *
 * @throws UserError ALARM_MISSING before anything is switched
 */
export async function applyPlan(application: Application): Promise<Report> {
  const report = await withAddresses(application, await apply(application));
  if (report.exitCode === 0) await application.afterwards?.(report);
  application.emit({ type: 'finished', report });
  return report;
}

async function apply(application: Application): Promise<Report> {
  const { plan, store, monitor, independent, signal } = application;
  const report = (outcome: 'deployed' | 'skipped', interrupted: boolean, outcomeOf: OutcomeOf) =>
    reportOn({ plan, outcome, outcomeOf, interrupted, waits: store.waits() });
  const changes = plan.functions.filter(isChange);
  const publishing = changes.filter(({ publishes }) => publishes);
  await checkAlarms(monitor, publishing).catch(async (error: unknown) => {
    await endInterrupted(application, changes);
    throw error;
  });
  const preparation = await prepareAll(application);
  const isBlocked = plan.functions.some(({ action }) => action === 'blocked');
  // The barrier: one function that is not ready keeps all of them from being switched.
  if (signal.aborted || ((isBlocked || preparation.failures.size > 0) && !independent)) {
    const back = await endInterrupted(application, changes);
    return report('skipped', signal.aborted, (change) =>
      preparation.succeeded.has(change)
        ? { outcome: 'prepared', ...back.get(change) }
        : withFailure(back.get(change), failedWith(preparation.failures.get(change))),
    );
  }

  const endings = changes.filter((change) => isEnding(change));
  const switching = await switchAll(application, preparation.succeeded, endings);
  const { moved, outcomes, touched, isInterrupted } = switching;
  const back = await endInterrupted(
    application,
    changes.filter((change) => !touched.has(change)),
  );
  if (!switching.isComplete && !independent) {
    return report('skipped', isInterrupted, (change) =>
      withFailure({ ...outcomes.get(change), ...back.get(change) }, outcomes.get(change)),
    );
  }

  const isServing = (change: FunctionChange) => !change.publishes || moved.has(change);
  const serving = changes.filter((change) => isServing(change) && !outcomes.has(change));
  const attributes = await attempt(application, serving, (change) => store.applyAttributes(change));
  return report('deployed', isInterrupted, (change) => ({
    liveVersion: moved.get(change)?.version ?? change.liveVersion,
    ...(isEndingOnly(change) && { outcome: 'unchanged' as const, ...endedOutcome(change) }),
    ...back.get(change),
    ...failedWith(preparation.failures.get(change)),
    ...outcomes.get(change),
    ...failedWith(attributes.failures.get(change)),
  }));
}

/** A failure of its own says more than that an earlier switch was ended. */
const withFailure = (
  outcome: Partial<FunctionOutcome> | undefined,
  failed: Partial<FunctionOutcome> | undefined,
): Partial<FunctionOutcome> | undefined =>
  failed?.failure === undefined ? outcome : { ...outcome, ...failed };

/** Nothing is published: what is live is wanted, and a switch to something else was interrupted. */
const isEnding = ({ publishes, interrupted }: FunctionChange) =>
  !publishes && interrupted !== undefined;

const isEndingOnly = (change: FunctionChange) =>
  isEnding(change) && change.changes.length === 0 && change.unpinnedVersion === undefined;

const isChange = (planned: FunctionPlan): planned is FunctionChange =>
  planned.action === 'create' || planned.action === 'update';
