import type { FunctionAttributes, FunctionSettings } from '../function-settings.ts';
import { mergeEnvironment } from '../merge-environment.ts';
import { recordedIn, unappliedFields } from '../record-attributes.ts';
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

/** What is empty is shown as what it means: not set. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);

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

/** Members whose order says nothing, and that are not there rather than empty. */
function compareMember(field: string, live: unknown, wanted: unknown): Change[] {
  const sorted = (value: unknown) =>
    Array.isArray(value) ? (value as unknown[]).toSorted() : value;
  if (isEmpty(live) && (isEmpty(wanted) || wanted === false)) return [];
  return compareValue(field, sorted(live), sorted(wanted)).map(({ from, to }) => ({
    field,
    from: isEmpty(live) ? undefined : from,
    to: isEmpty(wanted) ? undefined : to,
  }));
}

/** A group of fields that is declared as a whole; nothing where it is not declared. */
function compareGroup<Group extends object>(
  field: string,
  live: Partial<Group> | undefined,
  wanted: Group | undefined,
): Change[] {
  if (wanted === undefined) return [];
  return Object.keys(wanted).flatMap((name) =>
    compareMember(
      `${field}.${name}`,
      live?.[name as keyof Group],
      wanted[name as keyof Group] ?? null,
    ),
  );
}

const wholeImage = (image: FunctionSettings['image']) =>
  image && { command: [], entryPoint: [], workingDirectory: '', ...image };

/**
 * Differences in what is frozen with a version. Only what is wanted counts: fields and environment
 * keys that nobody declares are never a difference.
 */
export function compareSettings(
  live: Partial<FunctionSettings>,
  wanted: FunctionSettings,
): readonly Change[] {
  const environment = live.environment ?? {};
  const merged = mergeEnvironment(environment, wanted);
  const removed = (wanted.removedEnvironment ?? []).filter((key) =>
    Object.hasOwn(environment, key),
  );
  return [
    ...scalarFields.flatMap((field) => compareValue(field, live[field], wanted[field])),
    ...compareKeys('environment', environment, merged).map(withoutValues),
    ...removed.flatMap((key) =>
      Object.hasOwn(merged, key) ? [] : [{ field: `environment.${key}`, removed: true }],
    ),
    ...compareValue('layers', live.layers ?? [], wanted.layers),
    ...(['format', 'applicationLogLevel', 'systemLogLevel', 'logGroup'] as const).flatMap((field) =>
      compareValue(`logging.${field}`, live.logging?.[field], wanted.logging?.[field]),
    ),
    ...compareGroup('vpc', live.vpc, wanted.vpc),
    ...compareGroup('deadLetter', live.deadLetter, wanted.deadLetter),
    ...compareValue('fileSystems', live.fileSystems ?? [], wanted.fileSystems),
    ...(wanted.kmsKeyArn === undefined
      ? []
      : compareMember('kmsKeyArn', live.kmsKeyArn, wanted.kmsKeyArn)),
    ...(wanted.sourceKmsKeyArn === undefined
      ? []
      : compareMember('sourceKmsKeyArn', live.sourceKmsKeyArn, wanted.sourceKmsKeyArn)),
    ...compareGroup('snapStart', live.snapStart, wanted.snapStart),
    ...compareGroup('image', wholeImage(live.image), wholeImage(wanted.image)),
  ];
}

/** Differences in what belongs to the function and needs no new version, as GetFunction tells it. */
export function compareAttributes(
  live: FunctionAttributes,
  wanted: FunctionAttributes,
): readonly Change[] {
  const removed = (wanted.removedTags ?? []).filter((key) => Object.hasOwn(live.tags, key));
  return [
    ...compareKeys('tags', live.tags, wanted.tags),
    ...removed.map((key) => ({ field: `tags.${key}`, from: live.tags[key] })),
    ...compareTaken('reservedConcurrency', live.reservedConcurrency, wanted.reservedConcurrency),
    ...compareTaken('logging.retentionInDays', live.logRetentionInDays, wanted.logRetentionInDays),
    ...compareRecorded(live.tags, wanted),
  ];
}

/** `null` asks for what is not set. */
function compareTaken(
  field: string,
  live: number | null | undefined,
  wanted: number | null | undefined,
): Change[] {
  if (wanted !== null) return compareValue(field, live, wanted);
  return live === undefined || live === null ? [] : [{ field, from: String(live) }];
}

/** What a tag remembers: what it was before stands nowhere but at AWS, and is not asked for. */
function compareRecorded(
  tags: Readonly<Record<string, string>>,
  wanted: FunctionAttributes,
): Change[] {
  const recorded = recordedIn(tags);
  return unappliedFields(tags, wanted).map((field) => {
    const value = wanted[field];
    if (recorded.has(field) || value === null) return { field };
    return { field, to: show(value) };
  });
}

/** `memorySize 256 → 512`, `environment.TOKEN changed`, `+ schedule rate(1 day)`. */
export function describeChange(change: Change): string {
  if (change.trigger !== undefined) return describeTrigger(change);
  const { field, from, to, removed, note } = change;
  const end = note === undefined ? '' : ` (${note})`;
  if (from !== undefined || to !== undefined) {
    return `${field} ${from ?? 'not set'} → ${to ?? 'not set'}${end}`;
  }
  return `${field} ${removed === true ? 'removed' : 'changed'}${end}`;
}

function describeTrigger({ field, trigger, from, to, note }: Change): string {
  if (trigger === 'added') return `+ ${to ?? field}`;
  if (trigger === 'removed') return `- ${from ?? field}`;
  const name = field.replace(/^triggers\./, '');
  if (note !== undefined) return `~ ${name} ${note}`;
  if (from === undefined && to === undefined) return `~ ${name} changed`;
  return `~ ${name} ${from ?? 'not set'} → ${to ?? 'not set'}`;
}
