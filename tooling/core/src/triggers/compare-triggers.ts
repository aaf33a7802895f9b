import type { Change } from '../plan/plan.ts';
import { fingerprint } from '../fingerprint.ts';
import type { TriggerState } from './trigger-state.ts';

/** What has to be done with a trigger. */
export type TriggerChange =
  | { readonly action: 'add'; readonly wanted: TriggerState }
  | { readonly action: 'change'; readonly wanted: TriggerState; readonly live: TriggerState }
  | { readonly action: 'remove'; readonly live: TriggerState };

/** Differences between the triggers that a function has of us and those that it shall have. */
export function compareTriggers(
  live: readonly TriggerState[],
  wanted: readonly TriggerState[],
): readonly TriggerChange[] {
  const found = new Map(live.map((one) => [one.id, one]));
  const ids = new Set(wanted.map(({ id }) => id));
  return [
    ...wanted.flatMap((one): TriggerChange[] => {
      const before = found.get(one.id);
      if (before === undefined) return [{ action: 'add', wanted: one }];
      return differing(before, one).length === 0
        ? []
        : [{ action: 'change', wanted: one, live: before }];
    }),
    // What was there first goes last: routes before their API.
    ...live
      .filter(({ id }) => !ids.has(id))
      .map((one): TriggerChange => ({ action: 'remove', live: one }))
      .toReversed(),
  ];
}

/** The properties that differ, sorted. */
function differing(live: TriggerState, wanted: TriggerState): readonly string[] {
  const keys = Object.keys({ ...live.properties, ...wanted.properties }).sort();
  return keys.filter((key) => !isSame(live.properties[key], wanted.properties[key]));
}

const isSame = (one: unknown, other: unknown) =>
  fingerprint(one ?? null) === fingerprint(other ?? null);

const show = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The same in the words of a plan: `+ schedule rate(1 day)`. */
export function describeTriggerChange(change: TriggerChange): readonly Change[] {
  if (change.action === 'add') {
    return [{ field: 'triggers', trigger: 'added', to: change.wanted.title }];
  }
  if (change.action === 'remove') {
    return [{ field: 'triggers', trigger: 'removed', from: change.live.title }];
  }
  const { live, wanted } = change;
  const keys = differing(live, wanted);
  const field = `triggers.${wanted.title}`;
  return [
    ...(keys.some(isPart)
      ? [{ field, trigger: 'changed' as const, note: 'is there in part only' }]
      : []),
    ...keys
      .filter((key) => !isPart(key))
      .map((key) => ({
        field: `${field}.${key}`,
        trigger: 'changed' as const,
        // What a schedule or a rule hands over, or looks at, may be anything, and long.
        ...(key !== 'input' &&
          key !== 'pattern' && {
            from: show(live.properties[key]),
            to: show(wanted.properties[key]),
          }),
      })),
  ];
}

/** What nobody declares: whether the permission is there, the target of the rule, and so on. */
const isPart = (key: string) => /^is[A-Z]/.test(key);
