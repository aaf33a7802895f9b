/** The pattern of a filter, if its text is one. */
export function isFilterPattern(text: string): boolean {
  const pattern = parse(text);
  return isRecord(pattern) && isPattern(pattern);
}

/** Whether a record is what a pattern describes. */
export function matchesFilter(text: string, record: unknown): boolean {
  return matches(parse(text), record);
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isPattern(pattern: Json): boolean {
  const values = Object.values(pattern);
  return (
    values.length > 0 &&
    values.every((value) => (isRecord(value) ? isPattern(value) : Array.isArray(value)))
  );
}

function matches(pattern: unknown, value: unknown): boolean {
  if (isRecord(pattern)) {
    return Object.entries(pattern).every(([key, wanted]) =>
      matches(wanted, isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    );
  }
  const given = Array.isArray(value) ? (value as unknown[]) : [value];
  return (
    Array.isArray(pattern) && pattern.some((wanted) => given.some((one) => isMet(wanted, one)))
  );
}

function isMet(wanted: unknown, value: unknown): boolean {
  if (!isRecord(wanted)) return wanted === value;
  if ('exists' in wanted) return wanted.exists === (value !== undefined);
  if ('prefix' in wanted && typeof value === 'string') {
    return value.startsWith(String(wanted.prefix));
  }
  return false;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
