import type { FunctionChange, FunctionPlan, Report } from '@tooling/core';
import { attempt, type Application } from './application.ts';
import { checkAlarms } from './check-alarms.ts';
import { prepareAll } from './prepare-all.ts';
import { failedWith, reportOn, type OutcomeOf } from './report-on.ts';
import { switchAll } from './switch-all.ts';

/**
 * Carries out a plan: prepares all functions, as far as that is not under way, then switches all of
 * them, then their attributes. What a function failed with stands in the report and is not thrown.
 *
 * @throws UserError ALARM_MISSING before anything is switched
 */
export async function applyPlan(application: Application): Promise<Report> {
  const report = await apply(application);
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
  await checkAlarms(monitor, publishing);
  const preparation = await prepareAll(application);
  const isBlocked = plan.functions.some(({ action }) => action === 'blocked');
  // The barrier: one function that is not ready keeps all of them from being switched.
  if (signal.aborted || ((isBlocked || preparation.failures.size > 0) && !independent)) {
    return report('skipped', signal.aborted, (change) =>
      preparation.succeeded.has(change)
        ? { outcome: 'prepared' }
        : failedWith(preparation.failures.get(change)),
    );
  }

  const endings = changes.filter((change) => isEnding(change));
  const switching = await switchAll(application, preparation.succeeded, endings);
  const { moved, outcomes, isInterrupted } = switching;
  if (!switching.isComplete && !independent) {
    return report('skipped', isInterrupted, (change) => outcomes.get(change));
  }

  const isServing = (change: FunctionChange) => !change.publishes || moved.has(change);
  const serving = changes.filter((change) => isServing(change) && !outcomes.has(change));
  const attributes = await attempt(application, serving, (change) => store.applyAttributes(change));
  return report('deployed', isInterrupted, (change) => ({
    liveVersion: moved.get(change)?.version ?? change.liveVersion,
    ...failedWith(preparation.failures.get(change)),
    ...outcomes.get(change),
    ...failedWith(attributes.failures.get(change)),
  }));
}

/** Nothing is published: what is live is wanted, and a switch to something else was interrupted. */
const isEnding = ({ publishes, interrupted }: FunctionChange) =>
  !publishes && interrupted !== undefined;

const isChange = (planned: FunctionPlan): planned is FunctionChange =>
  planned.action === 'create' || planned.action === 'update';
