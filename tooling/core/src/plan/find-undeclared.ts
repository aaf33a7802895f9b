import type { FunctionAttributes, FunctionSettings } from '../function-settings.ts';
import type { LiveFunction } from '../live-function.ts';
import { undeclaredKeys } from '../merge-environment.ts';
import { roleNameOf } from '../role-name.ts';

/** What AWS gives a function when nobody says otherwise: not worth a word. */
const awsDefaults = {
  memorySize: 128,
  timeout: 3,
  ephemeralStorage: 512,
  tracing: 'PassThrough',
} as const;

const loggingDefaults = {
  format: 'Text',
  applicationLogLevel: 'INFO',
  systemLogLevel: 'INFO',
} as const;

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

/** Whether the function has another role than the one that we make. */
function hasOtherRole({ functionName, functionArn, settings }: LiveFunction): boolean {
  const region = functionArn.split(':')[3] ?? '';
  return !settings.role.endsWith(`/${roleNameOf(functionName, region)}`);
}

/**
 * Fields and keys that are set on the live function and that no configuration declares: set by
 * somebody else, or declared once. They are kept.
 */
export function findUndeclared(
  live: LiveFunction,
  wanted: { readonly settings: FunctionSettings; readonly attributes: FunctionAttributes },
): readonly string[] {
  const { settings, attributes } = wanted;
  const keys = undeclaredKeys(live.settings.environment, settings.environment);
  const tags = Object.keys(live.attributes.tags).filter(
    (key) => !ownPrefixes.test(key) && !Object.hasOwn(attributes.tags, key),
  );
  const logging = fieldsBeyond(loggingDefaults, live.settings.logging, settings.logging ?? {});
  const hasLayers = settings.layers === undefined && live.settings.layers.length > 0;
  const hasConcurrency =
    attributes.reservedConcurrency === undefined &&
    live.attributes.reservedConcurrency !== undefined;
  return [
    ...fieldsBeyond(awsDefaults, live.settings, settings),
    ...(settings.role === undefined && hasOtherRole(live) ? ['role'] : []),
    ...keys.map((key) => `environment.${key}`),
    ...(hasLayers ? ['layers'] : []),
    ...logging.map((field) => `logging.${field}`),
    ...tags.sort().map((key) => `tags.${key}`),
    ...(hasConcurrency ? ['reservedConcurrency'] : []),
  ];
}
