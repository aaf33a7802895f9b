import { awsDefaults, loggingDefaults } from '../aws-defaults.ts';
import { isRoleOf } from '../execution-role.ts';
import { defaultLogGroup } from '../log-group.ts';
import type { LiveFunction } from '../live-function.ts';
import { undeclaredKeys } from '../merge-environment.ts';
import { descriptionHash } from '../provenance.ts';
import { recordedFields, recordedIn } from '../record-attributes.ts';
import type { WantedFunction } from '../wanted-function.ts';

/** AWS's own tags, and what we remember in tags ourselves: a pin. */
const ownPrefixes = /^(?:aws|lambda-deploy):/;

/** Fields that have another value than the default, and that nobody declares. */
function fieldsBeyond<Fields extends object>(
  defaults: Fields,
  live: Partial<Record<keyof Fields, unknown>>,
  wanted: Partial<Record<keyof Fields, unknown>>,
): (keyof Fields & string)[] {
  return (Object.keys(defaults) as (keyof Fields & string)[]).filter(
    (field) =>
      wanted[field] === undefined && live[field] !== undefined && live[field] !== defaults[field],
  );
}

/** Whether the function has another role than the one that we make, and keeps it. */
function keepsOtherRole({ settings }: LiveFunction, wanted: Declared): boolean {
  const role = wanted.executionRole;
  return role !== undefined && !role.isRequired && !isRoleOf(settings.role, role);
}

/** Fields that are set as soon as they are not empty. */
function filledFields({ settings: live }: LiveFunction, { settings }: Declared): string[] {
  const filled = {
    layers: live.layers.length > 0,
    vpc: live.vpc.subnetIds.length > 0,
    deadLetter: live.deadLetter.targetArn !== '',
    fileSystems: live.fileSystems.length > 0,
    kmsKeyArn: live.kmsKeyArn !== '',
    sourceKmsKeyArn: live.sourceKmsKeyArn !== '',
  };
  return (Object.keys(filled) as (keyof typeof filled)[]).filter(
    (field) => settings[field] === undefined && filled[field],
  );
}

type Declared = Pick<
  WantedFunction,
  'settings' | 'attributes' | 'executionRole' | 'descriptionHash'
>;

/** The version's own text is taken by its provenance, which has a hash of the function's. */
const keepsDescription = ({ provenance }: LiveFunction, { descriptionHash: wanted }: Declared) =>
  wanted === undefined &&
  provenance !== undefined &&
  provenance.description !== descriptionHash('');

const keepsLogGroup = ({ functionName, settings }: LiveFunction, wanted: Declared) =>
  wanted.settings.logging?.logGroup === undefined &&
  (settings.logging.logGroup ?? defaultLogGroup(functionName)) !== defaultLogGroup(functionName);

/**
 * Fields and keys that are set on the live function and that no configuration declares: set by
 * somebody else, or declared once. They are kept.
 */
export function findUndeclared(live: LiveFunction, wanted: Declared): readonly string[] {
  const { settings, attributes } = wanted;
  const { tags } = live.attributes;
  const keys = undeclaredKeys(live.settings.environment, settings);
  const tagKeys = Object.keys(tags).filter(
    (key) =>
      !ownPrefixes.test(key) &&
      !Object.hasOwn(attributes.tags, key) &&
      !attributes.removedTags?.includes(key),
  );
  const logging = fieldsBeyond(loggingDefaults, live.settings.logging, settings.logging ?? {});
  const hasConcurrency =
    attributes.reservedConcurrency === undefined &&
    (live.attributes.reservedConcurrency ?? undefined) !== undefined;
  const recorded = recordedIn(tags);
  return [
    ...(keepsDescription(live, wanted) ? ['description'] : []),
    ...fieldsBeyond(awsDefaults, live.settings, settings),
    ...(keepsOtherRole(live, wanted) ? ['role'] : []),
    ...keys.map((key) => `environment.${key}`),
    ...filledFields(live, wanted),
    ...logging.map((field) => `logging.${field}`),
    ...(keepsLogGroup(live, wanted) ? ['logging.logGroup'] : []),
    ...tagKeys.sort().map((key) => `tags.${key}`),
    ...(hasConcurrency ? ['reservedConcurrency'] : []),
    ...recordedFields.filter((field) => recorded.has(field) && attributes[field] === undefined),
  ];
}
