import type { FunctionAttributes, FunctionSettings } from '../function-settings.ts';

/** What AWS gives a function when nobody says otherwise: not worth a word. */
const awsDefaults = {
  memorySize: 128,
  timeout: 3,
  ephemeralStorage: 512,
  tracing: 'PassThrough',
} as const;

interface Configured {
  readonly settings: FunctionSettings;
  readonly attributes: FunctionAttributes;
}

/**
 * Fields and keys that are set on the live function and that no configuration declares: set by
 * somebody else, or declared once. They are kept.
 */
export function findUndeclared(live: Configured, wanted: Configured): readonly string[] {
  const scalars = (Object.keys(awsDefaults) as (keyof typeof awsDefaults)[]).filter(
    (field) =>
      wanted.settings[field] === undefined &&
      live.settings[field] !== undefined &&
      live.settings[field] !== awsDefaults[field],
  );
  const keys = Object.keys(live.settings.environment)
    .filter((key) => !Object.hasOwn(wanted.settings.environment, key))
    .map((key) => `environment.${key}`);
  const tags = Object.keys(live.attributes.tags)
    .filter((key) => !key.startsWith('aws:') && !Object.hasOwn(wanted.attributes.tags, key))
    .map((key) => `tags.${key}`);
  const hasLayers = wanted.settings.layers === undefined && live.settings.layers?.length;
  const hasConcurrency =
    wanted.attributes.reservedConcurrency === undefined &&
    live.attributes.reservedConcurrency !== undefined;
  return [
    ...scalars,
    ...keys.sort(),
    ...(hasLayers ? ['layers'] : []),
    ...tags.sort(),
    ...(hasConcurrency ? ['reservedConcurrency'] : []),
  ];
}
