import { UserError } from '@tooling/core';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const isoPattern = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * `10m` before now, or a time: epoch milliseconds.
 *
 * @throws UserError USAGE
 */
export function parseSince(text: string, now: Date): number {
  const [, count, unit] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    return Math.max(0, now.getTime() - Number(count) * unitMs[unit as keyof typeof unitMs]);
  }
  const timeMs = isoPattern.test(text) ? Date.parse(text) : Number.NaN;
  if (timeMs >= 0) return timeMs;
  throw new UserError('USAGE', `--since ${text} is neither an age nor a time`, {
    hint: 'write an age such as 90s, 10m, 2h, 3d or 1w, or a time such as 2026-11-29 or 2026-11-29T06:40:00Z',
  });
}
