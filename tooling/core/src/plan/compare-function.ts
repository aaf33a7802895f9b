import { isRoleOf, type ExecutionRole } from '../execution-role.ts';
import type { LiveFunction } from '../live-function.ts';
import { memoryTagKeys } from '../ownership.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { findBroad } from './find-broad.ts';
import { compareAttributes, compareSettings } from './compare-settings.ts';
import type { Change } from './plan.ts';

type Live = Pick<LiveFunction, 'settings' | 'attributes'>;
type Wanted = Pick<WantedFunction, 'settings' | 'attributes' | 'executionRole' | 'descriptionHash'>;

/** Differences in what only a new version can change, but for the code. */
export function compareFrozen(
  { settings, provenance }: Pick<LiveFunction, 'settings' | 'provenance'>,
  wanted: Omit<Wanted, 'attributes'>,
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

/** Differences in what changes without a new version: attributes, and what the role may do. */
export function compareLoose(
  { settings, attributes }: Live,
  wanted: Omit<Wanted, 'descriptionHash'>,
): readonly Change[] {
  return [
    ...compareAttributes(attributes, wanted.attributes),
    ...comparePermissions(settings.role, attributes.tags, wanted.executionRole),
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
