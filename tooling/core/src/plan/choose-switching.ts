import type { FunctionState, LiveFunction } from '../live-function.ts';
import type { Switching } from '../switching.ts';
import type { Change } from './plan.ts';

/** How a change is switched, and why not as it is wanted. */
export interface SwitchingChoice {
  readonly switching: Switching;
  readonly reasons: readonly string[];
}

// AWS divides the traffic of an alias only between versions that have these in common:
// https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
const common = [
  { field: /^role$/, words: 'the role' },
  { field: /^deadLetter/, words: 'the dead-letter target' },
];

/** In steps where AWS can do that: two versions serve beside each other only if they are alike. */
export function chooseSwitching(
  wanted: Switching,
  state: FunctionState,
  changes: readonly Change[],
): SwitchingChoice {
  if (wanted.type === 'allAtOnce' || state.kind !== 'live') {
    return { switching: { type: 'allAtOnce', alarms: wanted.alarms }, reasons: [] };
  }
  const differing = common.filter(({ field }) =>
    changes.some((change) => field.test(change.field)),
  );
  if (differing.length === 0) return { switching: wanted, reasons: [] };
  const words = differing.map((one) => one.words).join(' and ');
  return {
    switching: { type: 'allAtOnce', alarms: wanted.alarms },
    reasons: [
      `switched at once and not by ${wanted.type}: ${words} changes, AWS shares no traffic between such versions`,
    ],
  };
}

/** What becomes of a switch in steps that an earlier run did not finish; empty where there is none. */
export function describeInterrupted(
  { switching, version }: LiveFunction,
  { isWanted }: { readonly isWanted: boolean },
): readonly string[] {
  if (switching === undefined) return [];
  if (switching.version === version) {
    return [`the switch to version ${version} is over: only its note is left`];
  }
  // Nobody can tell: a run that was killed leaves what one that waits between two steps has.
  const begun = `a switch to version ${switching.version} is under way, or was interrupted, at ${switching.percent} %`;
  return isWanted
    ? [`${begun}: version ${version} is wanted, and gets all traffic again`]
    : [`${begun}: it is resumed if that is what is published now, and ended otherwise`];
}
