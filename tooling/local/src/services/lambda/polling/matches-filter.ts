import { checkEventPattern, matchesEventPattern } from '@tooling/core';

/** The pattern of a filter, if its text is one. */
export function isFilterPattern(text: string): boolean {
  const pattern = parse(text);
  return pattern !== undefined && checkEventPattern(pattern).length === 0;
}

/** Whether a record is what a pattern describes. */
export const matchesFilter = (text: string, record: unknown): boolean =>
  matchesEventPattern(parse(text), record);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
