import { expect, test } from 'vitest';
import { parseSince } from './parse-since.ts';

const now = new Date('2026-11-29T12:00:00.000Z');
const iso = (text: string) => new Date(parseSince(text, now)).toISOString();

test.each([
  ['90s', '2026-11-29T11:58:30.000Z'],
  ['10m', '2026-11-29T11:50:00.000Z'],
  ['2h', '2026-11-29T10:00:00.000Z'],
  ['3d', '2026-11-26T12:00:00.000Z'],
  ['1w', '2026-11-22T12:00:00.000Z'],
  ['999999w', '1970-01-01T00:00:00.000Z'],
  ['2026-11-28', '2026-11-28T00:00:00.000Z'],
  ['2026-11-28T06:40Z', '2026-11-28T06:40:00.000Z'],
  ['2026-11-28T06:40:01.5+02:00', '2026-11-28T04:40:01.500Z'],
])('%s is %s', (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test.each([
  '',
  '10',
  '10 m',
  '10y',
  '-5m',
  '1.5h',
  'yesterday',
  '2026-13-01',
  '28.11.2026',
  '1969-01-01',
])('refuses "%s"', (text) => {
  expect(() => parseSince(text, now)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: `--since ${text} is neither an age nor a time`,
      hint: expect.stringContaining('10m') as string,
    }),
  );
});
