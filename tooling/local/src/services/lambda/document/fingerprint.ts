import { createHash } from 'node:crypto';
import type { Snapshot } from './function-document.ts';

/** Equal for equal code and settings, whatever the order in which their keys were written. */
export function fingerprint({ settings, code }: Snapshot): string {
  const text = JSON.stringify({ settings, code: code.sha256Hex }, sortKeys);
  return createHash('sha256').update(text).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
