import { isRoleOf, type ExecutionRole } from '../execution-role.ts';
import type { LiveFunction } from '../live-function.ts';
import { memoryTagKeys } from '../ownership.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { compareTriggers, describeTriggerChange } from '../triggers/compare-triggers.ts';
import { describeTriggers } from '../triggers/describe-trigger.ts';
import { areTriggersApplied, type WantedTriggers } from '../triggers/trigger-mark.ts';
import { placeOf, type TriggerSubject } from '../triggers/trigger-state.ts';
import { findBroad } from './find-broad.ts';
import { compareAttributes, compareSettings } from './compare-settings.ts';
import type { Change } from './plan.ts';

type Live = Pick<
  LiveFunction,
  'functionArn' | 'functionName' | 'settings' | 'attributes' | 'triggers'
>;
type Wanted = Pick<
  WantedFunction,
  'settings' | 'attributes' | 'executionRole' | 'descriptionHash' | 'triggers'
>;

/** Differences in what only a new version can change, but for the code. */
export function compareFrozen(
  { settings, provenance }: Pick<LiveFunction, 'settings' | 'provenance'>,
  wanted: Omit<Wanted, 'attributes' | 'triggers'>,
): readonly Change[] {
  const { descriptionHash: wantedText } = wanted;
  // A version published by hand does not tell, and publishing the same again would not change that.
  const isSameText =
    wantedText === undefined || provenance === undefined || provenance.description === wantedText;
  return [
    ...compareSettings(settings, wanted.settings),
    ...compareRole(settings.role, wanted.executionRole),
    ...(isSameText ? [] : [{ field: 'description' }]),
  ];
}

/** Differences in what changes without a new version: attributes, what the role may do, triggers. */
export function compareLoose(
  live: Live,
  wanted: Omit<Wanted, 'descriptionHash'>,
): readonly Change[] {
  const { settings, attributes } = live;
  return [
    ...compareAttributes(attributes, wanted.attributes),
    ...comparePermissions(settings.role, attributes.tags, wanted.executionRole),
    ...compareLiveTriggers(live, wanted.triggers),
  ];
}

function compareRole(live: string, wanted: ExecutionRole | undefined): readonly Change[] {
  if (wanted?.isRequired !== true || isRoleOf(live, wanted)) return [];
  return [{ field: 'role', from: live, to: wanted.name }];
}

/** Nothing where the function has, and may keep, the role of somebody else. */
function comparePermissions(
  liveRole: string,
  tags: Readonly<Record<string, string>>,
  wanted: ExecutionRole | undefined,
): readonly Change[] {
  if (wanted === undefined || (!wanted.isRequired && !isRoleOf(liveRole, wanted))) return [];
  return tags[memoryTagKeys.permissions] === wanted.policyHash ? [] : [describePermissions(wanted)];
}

/** That a role may do something else from now on, and what of it is broad. */
export function describePermissions({ permissions }: ExecutionRole): Change {
  const broad = findBroad(permissions);
  return { field: 'permissions', ...(broad.length > 0 && { note: `broad: ${broad.join('; ')}` }) };
}

/** Nothing where they were not read: then a tag says that they are as they shall be. */
function compareLiveTriggers(live: Live, wanted: WantedTriggers): readonly Change[] {
  const { functionName, functionArn, attributes, triggers } = live;
  if (triggers === undefined) return [];
  const subject = { functionName, place: placeOf(functionArn) };
  const changes = compareTriggers(triggers, describeTriggers(wanted, subject));
  if (changes.length > 0) return changes.flatMap(describeTriggerChange);
  // They are as they shall be, and only the tag does not say so yet.
  return areTriggersApplied(attributes.tags, wanted)
    ? []
    : [{ field: 'triggers', note: 'as declared already' }];
}

/** All triggers of a new function. */
export const describeNewTriggers = (wanted: WantedTriggers, subject: TriggerSubject) =>
  compareTriggers([], describeTriggers(wanted, subject)).flatMap(describeTriggerChange);
