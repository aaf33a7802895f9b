/** Several patterns, one of which is enough. */
export type Alternatives = readonly Readonly<Record<string, unknown>>[];

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `{ "exists": false }`, the only thing that a field which is not there can meet. */
export function isAbsent(matcher: unknown): boolean {
  return isObject(matcher) && matcher.exists === false;
}

/**
 * Whether a field is the operator `$or`, and none that happens to have that name: it has two or more
 * patterns, and none of them is one of the language's words.
 *
 * https://github.com/aws/event-ruler#and-and-or-relationship-among-fields-with-ruler
 */
export function isAlternative(name: string, value: unknown): value is Alternatives {
  return (
    name === '$or' &&
    Array.isArray(value) &&
    value.length > 1 &&
    value.every(
      (pattern: unknown) =>
        isObject(pattern) &&
        Object.keys(pattern).length > 0 &&
        Object.keys(pattern).every((key) => !words.has(key)),
    )
  );
}

const words = new Set([
  'exactly',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
  'wildcard',
]);
