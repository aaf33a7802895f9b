import { expect, it } from 'vitest';
import { formatDistance, formatUtc } from './format-time.ts';

const now = new Date('2026-01-01T12:00:00Z');

it.each([
  ['2026-01-01T12:03:00Z', 'in 3 min'],
  ['2026-01-01T14:30:10Z', 'in 2 h 30 min'],
  ['2026-01-31T12:00:00Z', 'in 30 d'],
  ['2026-01-01T11:59:15Z', '45 s ago'],
  ['2026-01-01T12:00:00Z', 'now'],
])('says of %s that it is %s', (moment, text) => {
  expect(formatDistance(moment, now)).toBe(text);
});

it('says the moment in UTC, and of what is none what it was', () => {
  expect(formatUtc('2026-01-01T12:03:00.123Z')).toBe('2026-01-01 12:03:00 UTC');
  expect(formatUtc('soon')).toBe('soon');
});
