import type { FunctionAttributes, FunctionSettings } from '../function-settings.ts';
import { mergeEnvironment } from '../merge-environment.ts';
import type { Change } from './plan.ts';

/** The settings that are one value, in the order in which a plan shows them. */
const scalarFields = [
  'handler',
  'runtime',
  'architecture',
  'memorySize',
  'timeout',
  'ephemeralStorage',
  'tracing',
  'role',
] as const satisfies readonly (keyof FunctionSettings)[];

const show = (value: unknown): string | undefined =>
  value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);

function compareValue(field: string, live: unknown, wanted: unknown): Change[] {
  if (wanted === undefined || JSON.stringify(live) === JSON.stringify(wanted)) return [];
  return [{ field, from: show(live), to: show(wanted) }];
}

function compareKeys(
  field: string,
  live: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): Change[] {
  return Object.keys(wanted)
    .sort()
    .flatMap((key) => compareValue(`${field}.${key}`, live[key], wanted[key]));
}

/** Values of the environment may be secrets: the key is shown, what it holds is not. */
const withoutValues = ({ field }: Change): Change => ({ field });

/**
 * Differences in what is frozen with a version. Only what is wanted counts: fields and environment
 * keys that nobody declares are never a difference.
 */
export function compareSettings(
  live: Partial<FunctionSettings>,
  wanted: FunctionSettings,
): readonly Change[] {
  const environment = live.environment ?? {};
  const merged = mergeEnvironment(environment, wanted.environment);
  return [
    ...scalarFields.flatMap((field) => compareValue(field, live[field], wanted[field])),
    ...compareKeys('environment', environment, merged).map(withoutValues),
    ...compareValue('layers', live.layers ?? [], wanted.layers),
    ...(['format', 'applicationLogLevel', 'systemLogLevel'] as const).flatMap((field) =>
      compareValue(`logging.${field}`, live.logging?.[field], wanted.logging?.[field]),
    ),
  ];
}

/** Differences in what belongs to the function and needs no new version. */
export function compareAttributes(
  live: FunctionAttributes,
  wanted: FunctionAttributes,
): readonly Change[] {
  return [
    ...compareKeys('tags', live.tags, wanted.tags),
    ...compareValue('reservedConcurrency', live.reservedConcurrency, wanted.reservedConcurrency),
    ...compareValue('logging.retentionInDays', live.logRetentionInDays, wanted.logRetentionInDays),
  ];
}

/** `memorySize 256 → 512`, `environment.TOKEN changed`. */
export function describeChange({ field, from, to }: Change): string {
  if (from === undefined && to === undefined) return `${field} changed`;
  return `${field} ${from ?? 'not set'} → ${to ?? 'not set'}`;
}
