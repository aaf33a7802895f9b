import { fingerprint } from './fingerprint.ts';
import type { RecordedAttributes } from './function-settings.ts';
import { memoryTagKeys } from './ownership.ts';

/** The attributes that a tag remembers, in the order in which a plan shows them. */
export const recordedFields = [
  'provisionedConcurrency',
  'asyncInvocation',
  'recursion',
  'runtimeManagement',
  'codeSigningConfigArn',
] as const satisfies readonly (keyof RecordedAttributes)[];

export type RecordedField = (typeof recordedFields)[number];

type Tags = Readonly<Record<string, string>>;

/** Fingerprint by field of what was applied last; empty when nothing was ever declared. */
export function recordedIn(tags: Tags): ReadonlyMap<string, string> {
  const text = tags[memoryTagKeys.attributes] ?? '';
  const parts = text.split(' ').map((part) => part.split(':'));
  return new Map(parts.flatMap(([field, hash]) => (field && hash ? [[field, hash] as const] : [])));
}

/** Fields that are declared and that were applied last with another value, or never. */
export function unappliedFields(tags: Tags, wanted: RecordedAttributes): readonly RecordedField[] {
  const recorded = recordedIn(tags);
  return recordedFields.filter(
    (field) => wanted[field] !== undefined && recorded.get(field) !== fingerprint(wanted[field]),
  );
}

/**
 * The tag's value once all that is declared is applied. What is declared no more keeps its part,
 * since it is kept on the function too.
 *
 * @returns undefined when nothing is, or ever was, declared
 * @example
 * recordAttributes({}, {}); // → undefined
 * recordAttributes({}, { recursion: 'Allow' })?.split(':')[0]; // → 'recursion'
 */
export function recordAttributes(tags: Tags, wanted: RecordedAttributes): string | undefined {
  const recorded = new Map(recordedIn(tags));
  for (const field of recordedFields) {
    if (wanted[field] !== undefined) recorded.set(field, fingerprint(wanted[field]));
  }
  const parts = [...recorded].sort(([a], [b]) => (a < b ? -1 : 1)).map((part) => part.join(':'));
  return parts.length === 0 ? undefined : parts.join(' ');
}
