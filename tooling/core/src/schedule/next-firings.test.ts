import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nextFirings, parseScheduleExpression } from '../index.ts';
import type { FiringWindow } from './next-firings.ts';

const minuteMs = 60_000;

/** Without seconds: they are 0. */
function firings(
  expression: string,
  timezone: string,
  window: Partial<Omit<FiringWindow, 'after'>> & { readonly after: string },
): string[] {
  const { schedule, problems } = parseScheduleExpression(expression, timezone);
  expect(problems).toBeUndefined();
  if (schedule === undefined) return [];
  const found = nextFirings(schedule, { count: 4, ...window, after: new Date(window.after) });
  return found.map((moment) => moment.toISOString().replace(/:00\.000Z$/, 'Z'));
}

const days = (expression: string, after = '2026-01-01T00:00Z', count = 5) =>
  firings(expression, 'UTC', { after, count }).map((moment) => moment.slice(0, 10));

test.each([
  ['the 31st', 'cron(0 3 31 * ? *)', ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31']],
  ['the 30th', 'cron(0 3 30 * ? *)', ['2026-01-30', '2026-03-30', '2026-04-30', '2026-05-30']],
  ['29 February', 'cron(0 3 29 2 ? *)', ['2028-02-29', '2032-02-29', '2036-02-29', '2040-02-29']],
  ['the last day', 'cron(0 3 L * ? *)', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
  [
    'the last weekday',
    'cron(0 3 LW * ? *)',
    ['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30'],
  ],
  // 15 February and 15 March are Sundays, 15 August is a Saturday.
  [
    'a near weekday',
    'cron(0 3 15W 2-8/3 ? *)',
    ['2026-02-16', '2026-05-15', '2026-08-14', '2027-02-15'],
  ],
  // 1 August is a Saturday, 31 October too: not the 31st of July and not the 2nd of November.
  [
    'within the month',
    'cron(0 3 1W 8 ? *)',
    ['2026-08-03', '2027-08-02', '2028-08-01', '2029-08-01'],
  ],
  [
    'within the month at its end',
    'cron(0 3 31W 10 ? *)',
    ['2026-10-30', '2027-10-29', '2028-10-31', '2029-10-31'],
  ],
  [
    'the last Friday',
    'cron(0 3 ? * 6L *)',
    ['2026-01-30', '2026-02-27', '2026-03-27', '2026-04-24'],
  ],
  [
    'the last Sunday',
    'cron(0 3 ? * 1L *)',
    ['2026-01-25', '2026-02-22', '2026-03-29', '2026-04-26'],
  ],
  [
    'the second Tuesday',
    'cron(0 3 ? * 3#2 *)',
    ['2026-01-13', '2026-02-10', '2026-03-10', '2026-04-14'],
  ],
  [
    'the fifth Friday',
    'cron(0 3 ? * FRI#5 *)',
    ['2026-01-30', '2026-05-29', '2026-07-31', '2026-10-30'],
  ],
  [
    '1, which is Sunday',
    'cron(0 3 ? * 1 *)',
    ['2026-01-04', '2026-01-11', '2026-01-18', '2026-01-25'],
  ],
  [
    '7, which is Saturday',
    'cron(0 3 ? * 7 *)',
    ['2026-01-03', '2026-01-10', '2026-01-17', '2026-01-24'],
  ],
  [
    'over the weekend',
    'cron(0 3 ? * 7-1 *)',
    ['2026-01-03', '2026-01-04', '2026-01-10', '2026-01-11'],
  ],
  [
    'every second weekday',
    'cron(0 3 ? * 2/2 *)',
    ['2026-01-02', '2026-01-05', '2026-01-07', '2026-01-09'],
  ],
  [
    'every tenth day',
    'cron(0 3 1/10 * ? *)',
    ['2026-01-01', '2026-01-11', '2026-01-21', '2026-01-31'],
  ],
  [
    'a year',
    'cron(0 3 1 1/6 ? 2027-2028)',
    ['2027-01-01', '2027-07-01', '2028-01-01', '2028-07-01'],
  ],
])('fires on %s: %s', (_name, expression, expected) => {
  expect(days(expression, '2026-01-01T00:00Z', 4)).toEqual(expected);
});

test('fires no more when the years are over', () => {
  expect(days('cron(0 3 1 1 ? 2027)')).toEqual(['2027-01-01']);
  expect(days('cron(0 3 31 2 ? *)')).toEqual([]);
  expect(days('cron(0 3 1 1 ? *)', '2199-06-01T00:00Z')).toEqual([]);
});

describe('where the clocks are put forward', () => {
  it.each([
    // 2:00 to 3:00 on 29 March 2026.
    ['Europe/Berlin', '30 2', '2026-03-27T12:00Z', ['2026-03-28T01:30Z', '2026-03-30T00:30Z']],
    ['Europe/Berlin', '0 3', '2026-03-27T12:00Z', ['2026-03-28T02:00Z', '2026-03-29T01:00Z']],
    // 2:00 to 3:00 on 8 March 2026.
    ['America/New_York', '0 2', '2026-03-06T12:00Z', ['2026-03-07T07:00Z', '2026-03-09T06:00Z']],
    ['America/New_York', '59 1', '2026-03-06T12:00Z', ['2026-03-07T06:59Z', '2026-03-08T06:59Z']],
    // 2:00 to 2:30 on 4 October 2026.
    [
      'Australia/Lord_Howe',
      '15 2',
      '2026-10-02T20:00Z',
      ['2026-10-04T15:15Z', '2026-10-05T15:15Z'],
    ],
    [
      'Australia/Lord_Howe',
      '30 2',
      '2026-10-02T20:00Z',
      ['2026-10-03T15:30Z', '2026-10-04T15:30Z'],
    ],
  ])('in %s, cron(%s * * ? *) skips a time that does not exist', (zone, time, after, expected) => {
    expect(firings(`cron(${time} * * ? *)`, zone, { after, count: 2 })).toEqual(expected);
  });
});

describe('where the clocks are put back', () => {
  it.each([
    // 3:00 to 2:00 on 25 October 2026.
    ['Europe/Berlin', '30 2', '2026-10-24T12:00Z', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    // 2:00 to 1:00 on 1 November 2026.
    ['America/New_York', '0 1', '2026-10-31T12:00Z', ['2026-11-01T05:00Z', '2026-11-02T06:00Z']],
    // 2:00 to 1:30 on 5 April 2026.
    [
      'Australia/Lord_Howe',
      '45 1',
      '2026-04-04T00:00Z',
      ['2026-04-04T14:45Z', '2026-04-05T15:15Z'],
    ],
  ])(
    'in %s, cron(%s * * ? *) fires once at a time that exists twice',
    (zone, time, after, expected) => {
      expect(firings(`cron(${time} * * ? *)`, zone, { after, count: 2 })).toEqual(expected);
    },
  );

  it('does not fire in the hour that comes again, whenever one asks', () => {
    const every = 'cron(0/30 * * * ? *)';
    const after = '2026-10-25T00:00Z';
    const expected = ['2026-10-25T00:30Z', '2026-10-25T02:00Z', '2026-10-25T02:30Z'];
    expect(firings(every, 'Europe/Berlin', { after, count: 3 })).toEqual(expected);
    const within = { after: '2026-10-25T01:10Z', count: 1 };
    expect(firings(every, 'Europe/Berlin', within)).toEqual(['2026-10-25T02:00Z']);
  });
});

test('agrees with clocks that are looked at each minute, over every change', () => {
  const zones = fc.constantFrom(
    ['Europe/Berlin', '2026-03-28T12:00Z'],
    ['Europe/Berlin', '2026-10-24T12:00Z'],
    ['America/New_York', '2026-03-07T12:00Z'],
    ['America/New_York', '2026-10-31T12:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T00:00Z'],
    ['Asia/Kolkata', '2026-10-24T12:00Z'],
  ) as fc.Arbitrary<[string, string]>;
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 6 });
  const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(zones, hours, minutes, ([zone, from], hour, minute) => {
      const start = Date.parse(from);
      const until = start + 2 * 24 * 60 * minuteMs;
      const clock = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'short',
      });
      const seen = new Set<string>();
      const expected: string[] = [];
      // What the clocks have shown before counts as seen.
      for (let at = start - 180 * minuteMs; at <= until; at += minuteMs) {
        const shown = clock.format(at);
        const [h, m] = [Number(shown.slice(11, 13)), Number(shown.slice(14, 16))];
        const isNew = !seen.has(shown);
        seen.add(shown);
        if (at > start && isNew && hour.includes(h) && minute.includes(m)) {
          expected.push(new Date(at).toISOString());
        }
      }
      const { schedule } = parseScheduleExpression(
        `cron(${minute.join(',')} ${hour.join(',')} * * ? *)`,
        zone,
      );
      const window = { after: new Date(start), end: new Date(until), count: 1000 };
      const found = schedule === undefined ? [] : nextFirings(schedule, window);
      expect(found.map((moment) => moment.toISOString())).toEqual(expected);
    }),
    { numRuns: 30, seed: 1 },
  );
});

describe('a rate', () => {
  const zone = 'Europe/Berlin';

  it('is counted from its start, which is the first time', () => {
    const start = new Date('2026-03-28T12:00:00Z');
    const window = { after: '2026-03-28T11:00Z', start, count: 3 };
    // Days of 24 hours, although one of them has 23.
    expect(firings('rate(1 day)', zone, window)).toEqual([
      '2026-03-28T12:00Z',
      '2026-03-29T12:00Z',
      '2026-03-30T12:00Z',
    ]);
    expect(
      firings('rate(1 day)', zone, { ...window, after: '2026-03-28T12:00Z', count: 1 }),
    ).toEqual(['2026-03-29T12:00Z']);
  });

  it('is counted from the moment asked about, where it has no start', () => {
    expect(firings('rate(90 minutes)', zone, { after: '2026-01-01T00:00Z', count: 1 })).toEqual([
      '2026-01-01T01:30Z',
    ]);
  });
});

test('stays between start and end', () => {
  const start = new Date('2026-01-03T03:00:00Z');
  const end = new Date('2026-01-05T03:00:00Z');
  const after = '2026-01-01T00:00Z';
  expect(firings('cron(0 3 * * ? *)', 'UTC', { after, start, end, count: 9 })).toEqual([
    '2026-01-03T03:00Z',
    '2026-01-04T03:00Z',
    '2026-01-05T03:00Z',
  ]);
});

test('fires once at a time, whatever start and end are', () => {
  const end = new Date('2026-01-02T00:00:00Z');
  const window = { after: '2026-01-01T00:00Z', end };
  expect(firings('at(2026-07-01T03:00:00)', 'Europe/Berlin', window)).toEqual([
    '2026-07-01T01:00Z',
  ]);
  expect(firings('at(2025-07-01T03:00:00)', 'Europe/Berlin', window)).toEqual([]);
  expect(firings('at(2026-03-29T02:30:00)', 'Europe/Berlin', window)).toEqual([]);
});
