import { expect, test } from 'vitest';
import { describeNeverFiring, parseScheduleExpression } from '../index.ts';

const now = new Date('2026-11-20T12:00:00Z');

test.each([
  ['cron(0 3 1 * ? *)', {}, undefined],
  ['rate(1 day)', {}, undefined],
  ['at(2026-11-20T13:00:01)', {}, undefined],
  ['cron(0 3 31 2 ? *)', {}, 'never fires: there is no such day'],
  ['cron(0 3 30 2,4 ? 2020)', {}, 'never fires again: all of its times are over'],
  ['at(2026-11-20T13:00:00)', {}, 'never fires: 2026-11-20T13:00:00 in Europe/Berlin is over'],
  [
    'at(2027-03-28T02:30:00)',
    {},
    'never fires: the clocks of Europe/Berlin jump over 2027-03-28T02:30:00',
  ],
  [
    'cron(0 3 1 * ? *)',
    { end: new Date('2026-11-30T00:00:00Z') },
    'never fires between its start and its end',
  ],
])('of %s with %j says: %s', (text, limits, expected) => {
  const { schedule } = parseScheduleExpression(text, 'Europe/Berlin');
  expect(schedule && describeNeverFiring(schedule, { now, ...limits })).toBe(expected);
});
