import { sharesOf, type FunctionChange, type PreparedVersion } from '@tooling/core';
import type { Results } from './attempt-all.ts';

/** Functions that take the same steps at the same moments. */
export interface Group {
  readonly changes: readonly FunctionChange[];
  readonly intervalMs: number;
  /** Percents of the traffic that the new versions have, one after the other; the last is 100. */
  readonly shares: readonly number[];
  /** What the alias has of it already, from a run that was interrupted. */
  readonly resumedPercent?: number | undefined;
}

/** How all functions of a run are switched. */
export interface Schedule {
  readonly atOnce: readonly FunctionChange[];
  readonly groups: readonly Group[];
}

/** One group for each way of switching, and for each place where an earlier run stopped. */
export function scheduleOf(prepared: Results<PreparedVersion>): Schedule {
  const steps = [...prepared].map(([change, version]) => ({
    change,
    step: stepOf(change, version),
  }));
  const groups = Map.groupBy(
    steps.flatMap(({ change, step }) => (step === undefined ? [] : [{ change, ...step }])),
    ({ key }) => key,
  );
  return {
    atOnce: steps.filter(({ step }) => step === undefined).map(({ change }) => change),
    groups: [...groups.values()].flatMap((members) => {
      const [first] = members;
      if (first === undefined) return [];
      const { intervalMs, shares, resumedPercent } = first;
      const changes = members.map(({ change }) => change);
      return [{ changes, intervalMs, shares, resumedPercent }];
    }),
  };
}

/** Undefined for what is moved at once: because it shall be, or because there is nothing to share. */
function stepOf(
  change: FunctionChange,
  prepared: PreparedVersion,
): (Omit<Group, 'changes'> & { readonly key: string }) | undefined {
  const { switching } = change;
  const { version, liveVersion, isLiveMeanwhile } = prepared;
  const isSharing = liveVersion !== undefined && liveVersion !== version && !isLiveMeanwhile;
  if (switching.type === 'allAtOnce' || !isSharing) return undefined;
  const resumedPercent = resumedPercentOf(change, prepared);
  const { type, percent, intervalSeconds } = switching;
  const key = [type, percent, intervalSeconds, resumedPercent ?? 'new'].join(' ');
  const shares = sharesOf(switching).filter((share) => share > (resumedPercent ?? 0));
  return { key, intervalMs: intervalSeconds * 1000, shares, resumedPercent };
}

/** Where an interrupted run left this very version; undefined when it is another one. */
function resumedPercentOf(
  { interrupted }: FunctionChange,
  { version, additionalVersionWeights }: PreparedVersion,
): number | undefined {
  const share = additionalVersionWeights?.[version];
  if (interrupted?.version !== version || share === undefined) return undefined;
  return Math.round(share * 100);
}
