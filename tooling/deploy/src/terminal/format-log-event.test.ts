import { expect, test } from 'vitest';
import { formatLogEvent } from './format-log-event.ts';
import { createStyles } from './styles.ts';

const stream = '2026/11/29/[3]0fa2b1c4d5e6f708192a3b4c5d6e7f80';
const time = '2026-11-29T06:41:12.345Z';
const at = '2026-11-29 06:41:12.345Z [3]0fa2b1';
const format = (message: string, from = stream, hasColors = false) =>
  formatLogEvent({ eventId: '1', time, stream: from, message }, createStyles(hasColors));

const request = '32f33d2c-b79e-4058-98e0-0c9b44672195';

test.each([
  ['what Node logs', `${time}\t${request}\tWARN\tdisk full\n`, `${at} WARN  disk full\n`],
  [
    'further lines below',
    `${time}\tundefined\tERROR\tError: no\n    at f (index.js:1)\n`,
    `${at} ERROR Error: no\n        at f (index.js:1)\n`,
  ],
  [
    'a handler that failed',
    `${time}\t1\tERROR\tInvoke Error \t{"errorType":"RangeError","errorMessage":"who?","stack":["RangeError: who?","    at f"]}\n`,
    `${at} ERROR Invoke Error: RangeError: who?\n        at f\n`,
  ],
  ['what is printed', 'plain text\r\n', `${at}       plain text\n`],
  ['an empty line', '\n', `${at}\n`],
  [
    "Lambda's own lines",
    `START RequestId: ${request} Version: 3\n`,
    `${at}       START RequestId: ${request} Version: 3\n`,
  ],
  [
    'a report',
    `REPORT RequestId: 1\tDuration: 2 ms\t\n`,
    `${at}       REPORT RequestId: 1  Duration: 2 ms\n`,
  ],
  [
    'JSON by its message',
    '{"level":"info","message":"sold","timestamp":"t","service":"shop","birds":2,"to":{"name":"Ada"}}',
    `${at} INFO  sold birds=2 to={"name":"Ada"}\n`,
  ],
  [
    "an error of Node's runtime as JSON",
    '{"timestamp":"t","level":"ERROR","message":{"errorType":"RangeError","errorMessage":"too far","stackTrace":["RangeError: too far","    at f"]},"requestId":"1"}',
    `${at} ERROR RangeError: too far\n    RangeError: too far\n        at f\n`,
  ],
  [
    'an error in a field',
    String.raw`{"level":"ERROR","message":"failed","error":{"name":"E","stack":"E: x\n    at f"}}`,
    `${at} ERROR failed error={"name":"E"}\n    E: x\n        at f\n`,
  ],
  [
    'a report as JSON',
    '{"time":"t","type":"platform.report","record":{"requestId":"1","metrics":{"durationMs":2.5}}}',
    `${at}       platform.report requestId=1 durationMs=2.5\n`,
  ],
  ['metrics', '{"_aws":{"Timestamp":1},"Sold":2}', `${at}       metrics Sold=2\n`],
  ['JSON of no logger', '{"a":1}', `${at}       {"a":1}\n`],
  ['what looks like JSON', '{"a":', `${at}       {"a":\n`],
])('shows %s', (_what, message, expected) => {
  expect(format(message)).toBe(expected);
});

test('shows whatever stream it is of', () => {
  expect(format('x', '2026/11/29/predict[3]0fa2b1c4d5')).toContain('Z [3]0fa2b1 ');
  expect(format('x', 'by-hand')).toContain('Z by-hand ');
});

test('colours by level', () => {
  expect(format(`${time}\t1\tERROR\tx`, stream, true)).toContain('\u001b[31mx');
  expect(format(`${time}\t1\tWARN\tx`, stream, true)).toContain('\u001b[33mx');
  expect(format(`${time}\t1\tINFO\tx`, stream, true)).toContain(' x');
});

test('lets no text of others move the cursor, name the window or write over a line', () => {
  const hostile = 'a\u001b]0;owned\u0007\u001b[2J\rb\u009b1m';
  const shown = String.raw`a\x1b]0;owned\x07\x1b[2J\x0db\x9b1m`;
  expect(format(hostile)).toContain(shown);
  expect(format(JSON.stringify({ level: 'INFO', message: hostile, field: hostile }))).toContain(
    `${shown} field=${shown}`,
  );
  expect(format('x', hostile)).toContain(shown);
});
