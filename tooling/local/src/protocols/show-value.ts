import type { Constraint } from './constraint.ts';

/** As Java prints it: `{a=b}` for a map, `[a, b]` for a list, `2.0` for a double. */
export function showValue(value: unknown, constraint: Constraint | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'number') {
    return constraint?.double && Number.isInteger(value) ? value.toFixed(1) : String(value);
  }
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Uint8Array) return 'java.nio.HeapByteBuffer';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    return `[${value.map((item) => showValue(item, constraint?.items)).join(', ')}]`;
  }
  const entries = Object.entries(value).map(
    ([key, entry]) =>
      `${key}=${showValue(entry, constraint?.values ?? constraint?.members?.[key])}`,
  );
  return `{${entries.join(', ')}}`;
}
