import { expect, test } from 'vitest';
import { parseScheduleExpression } from '../index.ts';

test.each([
  ['rate(1 minute)', { kind: 'rate', value: 1, unit: 'minute' }],
  ['rate(5 minutes)', { kind: 'rate', value: 5, unit: 'minute' }],
  ['rate(1 hours)', { kind: 'rate', value: 1, unit: 'hour' }],
  ['rate(30 days)', { kind: 'rate', value: 30, unit: 'day' }],
  [
    'at(2027-03-01T03:00:00)',
    { kind: 'at', localTime: '2027-03-01T03:00:00', timezone: 'Europe/Berlin' },
  ],
])('reads %s', (text, schedule) => {
  expect(parseScheduleExpression(text, 'Europe/Berlin')).toEqual({ schedule });
});

test.each([
  ['0 3 1 * ? *', '0 0 3 1 * * 1970-2199'],
  ['0/15 * ? * * 2027', '0 0,15,30,45 * * * * 2027'],
  ['*/20 8-10 L JAN,jul ? 2027-2029', '0 0,20,40 8,9,10 L 1,7 * 2027,2028,2029'],
  ['5 22-2/2 LW 11-2 ? *', '0 5 0,2,22 LW 1,2,11,12 * 1970-2199'],
  ['0 12 ? * MON-FRI/2 *', '0 0 12 * * 2,4,6 1970-2199'],
  ['0 12 ? * FRI-MON *', '0 0 12 * * 1,2,6,7 1970-2199'],
  ['0 12 ? * 6L *', '0 0 12 * * 6L 1970-2199'],
  ['0 12 ? * satl *', '0 0 12 * * 7L 1970-2199'],
  ['0 12 ? * L *', '0 0 12 * * 7 1970-2199'],
  ['0 12 ? * TUE#2 *', '0 0 12 * * 3#2 1970-2199'],
  ['0 12 15W * ? *', '0 0 12 15W * * 1970-2199'],
])('reads cron(%s)', (fields, pattern) => {
  expect(parseScheduleExpression(`cron(${fields})`).schedule).toEqual({
    kind: 'cron',
    pattern,
    timezone: 'UTC',
  });
});

test.each([
  ['every day', 'is none of rate(5 minutes), cron(0 3 1 * ? *) and at(2027-03-01T03:00:00)'],
  [' rate(10 minutes)', 'begins or ends with white space'],
  ['rate(10)', 'is no number and unit with one space between them: rate(5 minutes)'],
  ['rate( 10 minutes )', 'is no number and unit with one space between them: rate(5 minutes)'],
  ['rate(0 minutes)', 'has "0" where a whole number above 0 belongs'],
  ['rate(-10 minutes)', 'has "-10" where a whole number above 0 belongs'],
  ['rate(1.5 hours)', 'has "1.5" where a whole number above 0 belongs'],
  ['rate(10 minutess)', 'has the unit "minutess": there are minutes, hours and days'],
  [
    'rate(10 seconds)',
    'has the unit "seconds": there are minutes, hours and days; nothing fires more often than each minute',
  ],
  [
    'cron(0 3 1 * *)',
    'has five fields, EventBridge Scheduler wants six: minutes hours day-of-month month day-of-week year; the sixth is the year, and one of day-of-month and day-of-week is ?: cron(0 3 1 * ? *)',
  ],
  [
    'cron()',
    'has no fields, EventBridge Scheduler wants six: minutes hours day-of-month month day-of-week year',
  ],
  [
    'cron(0 0 3 1 * ? *)',
    'has seven fields, EventBridge Scheduler wants six: minutes hours day-of-month month day-of-week year',
  ],
  ['cron( 0 3 1 * ? *)', 'has six fields with white space around them'],
  [
    'cron(0 3 * * * *)',
    'has "*" and "*" as days: one of day-of-month and day-of-week has to be ?, and not both',
  ],
  [
    'cron(0 3 ? * ? *)',
    'has "?" and "?" as days: one of day-of-month and day-of-week has to be ?, and not both',
  ],
  ['cron(71 8 1 * ? *)', 'has "71" as minutes: "71" is not 0 to 59'],
  ['cron(? 8 1 * ? *)', 'has "?" as minutes: ? is for day-of-month and day-of-week alone'],
  ['cron(0 24 1 * ? *)', 'has "24" as hours: "24" is not 0 to 23'],
  ['cron(0 3 1 FOO ? *)', 'has "FOO" as month: "FOO" is not 1 to 12 or JAN to DEC'],
  ['cron(0 3 ? * 0 *)', 'has "0" as day-of-week: "0" is not 1 to 7 or SUN to SAT'],
  ['cron(0 3 1 * ? 1969)', 'has "1969" as year: "1969" is not 1970 to 2199'],
  ['cron(0 3 1 * ? 2030-2027)', 'has "2030-2027" as year: "2030-2027" ends before it begins'],
  ['cron(0/0 3 1 * ? *)', 'has "0/0" as minutes: "/0" is no step from 1 to 60'],
  ['cron(0 3 1, * ? *)', 'has "1," as day-of-month: there is nothing beside a comma'],
  ['cron(0 3 1-2-3 * ? *)', 'has "1-2-3" as day-of-month: "1-2-3" is no range'],
  [
    'cron(0 3 L-3 * ? *)',
    'has "L-3" as day-of-month: L, LW and W with a day before it (15W) stand alone',
  ],
  [
    'cron(0 3 ? * 3#1,6#3 *)',
    'has "3#1,6#3" as day-of-week: # stands alone, between a day and a number (6#2 is the second Friday)',
  ],
  ['cron(0 3 ? * 6#6 *)', 'has "6#6" as day-of-week: a month has five FRI at most'],
  [
    'at(2027-03-01)',
    'is no time such as at(2027-03-01T03:00:00): without fractions and zone, which is a field of its own',
  ],
  [
    'at(2027-03-01T03:00:00Z)',
    'is no time such as at(2027-03-01T03:00:00): without fractions and zone, which is a field of its own',
  ],
  ['at(2027-02-29T03:00:00)', 'is a time that is in no calendar'],
])('says what is wrong with "%s"', (text, problem) => {
  expect(parseScheduleExpression(text)).toEqual({ problems: [`"${text}" ${problem}`] });
});

test('says everything that is wrong, the zone too', () => {
  expect(parseScheduleExpression('cron(99 99 * * MON *)', 'Europe/Bonn').problems).toEqual([
    '"Europe/Bonn" is no time zone: it is a name of the IANA database, such as Europe/Berlin or UTC',
    '"cron(99 99 * * MON *)" has "*" and "MON" as days: one of day-of-month and day-of-week has to be ?, and not both',
    '"cron(99 99 * * MON *)" has "99" as minutes: "99" is not 0 to 59',
    '"cron(99 99 * * MON *)" has "99" as hours: "99" is not 0 to 23',
  ]);
});

test.each(['+01:00', '', 'Berlin'])('knows no zone "%s"', (timezone) => {
  expect(parseScheduleExpression('rate(1 day)', timezone).problems).toHaveLength(1);
});
