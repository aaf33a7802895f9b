import { anything, assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { checkEventPattern } from './check-event-pattern.ts';

const messages = (matcher: unknown, language?: 'sns') =>
  checkEventPattern({ key: [matcher] }, language).map(({ message }) => message);

// Recorded: test_events_patterns.snapshot.json, test_sns_filter_policy.snapshot.json
test.each<[matcher: unknown, message: string]>([
  [[1], 'Match value must be String, number, true, false, or null'],
  [{ prefix: 'a', suffix: 'b' }, 'Only one key allowed in match expression'],
  [{ EXISTS: true }, 'Unrecognized match type EXISTS'],
  [{ exists: 'no' }, 'exists match pattern must be either true or false.'],
  [{ prefix: 1 }, 'prefix match pattern must be a string'],
  [{ suffix: ['a'] }, 'suffix match pattern must be a string'],
  [{ prefix: { suffix: 'a' } }, 'Unsupported prefix pattern: suffix'],
  [{ 'equals-ignore-case': ['a'] }, 'equals-ignore-case match pattern must be a string'],
  [{ wildcard: 1 }, 'wildcard match pattern must be a string'],
  [{ wildcard: 'a**' }, 'Consecutive wildcard characters at pos 2'],
  [{ wildcard: String.raw`a\b` }, 'Invalid escape character at pos 1'],
  [
    { 'anything-but': null },
    'Value of anything-but must be an array or single string/number value.',
  ],
  [
    { 'anything-but': ['a', null] },
    'Inside anything but list, start|null|boolean is not supported.',
  ],
  [{ 'anything-but': { prefix: '' } }, 'Null prefix/suffix not allowed'],
  [{ 'anything-but': { suffix: [1] } }, 'prefix/suffix match pattern must be a string'],
  [{ 'anything-but': { exists: false } }, 'Unsupported anything-but pattern: exists'],
  [
    { 'anything-but': { 'equals-ignore-case': [1] } },
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  ],
  [{ cidr: '10.0.0.0' }, "Malformed CIDR, one '/' required"],
  [{ cidr: '10.0.0.0/x' }, 'Malformed CIDR, mask bits must be an integer'],
  [{ cidr: '10.0.x/8' }, 'Nonstandard IP address: 10.0.x'],
  [{ numeric: 5 }, 'Value of numeric must be an array.'],
  [{ numeric: [] }, 'Invalid member in numeric match: ]'],
  [{ numeric: [1, '<'] }, 'Invalid member in numeric match: 1'],
  [{ numeric: ['=='] }, 'Unrecognized numeric range operator: =='],
  [{ numeric: ['=', '000'] }, 'Value of equals must be numeric'],
  [{ numeric: ['>='] }, 'Value of >= must be numeric'],
  [{ numeric: ['<', 100, '>', 10] }, 'Too many elements in numeric expression'],
  [{ numeric: ['>=', 1, '>', 2] }, 'Bad numeric range operator: >'],
  [{ numeric: ['>', 20, 30] }, 'Bad value in numeric range: 30'],
  [{ numeric: ['>', 3, '<', 1] }, 'Bottom must be less than top'],
  [{ numeric: ['>', 20, '<', 30, '<', 50] }, 'Too many terms in numeric range expression'],
])('%j: %s', (matcher, message) => {
  expect(messages(matcher)).toEqual([message]);
});

test.each<[pattern: unknown, path: string, message: string]>([
  [['a'], '', 'Filter is not an object'],
  [{}, '', 'Empty objects are not allowed'],
  [{ detail: {} }, 'detail', 'Empty objects are not allowed'],
  [{ detail: { a: 1 } }, 'detail.a', '"a" must be an object or an array'],
  [{ detail: { a: [] } }, 'detail.a', 'Empty arrays are not allowed'],
  [
    { a: { $or: [{ b: [1] }, { c: [[]] }] } },
    'a.$or[1].c[0]',
    'Match value must be String, number, true, false, or null',
  ],
])('%j at %j: %s', (pattern, path, message) => {
  expect(checkEventPattern(pattern)).toEqual([{ path, message }]);
});

test('tells of all problems at once', () => {
  const pattern = { source: 'app', detail: { a: [{ prefix: 1 }, 'x', { begins: 'a' }] } };
  expect(checkEventPattern(pattern).map(({ path }) => path)).toEqual([
    'source',
    'detail.a[0]',
    'detail.a[2]',
  ]);
});

test('knows fewer operators for SNS', () => {
  expect(messages({ wildcard: '*' }, 'sns')).toEqual(['Unrecognized match type wildcard']);
  expect(messages({ prefix: { 'equals-ignore-case': 'a' } }, 'sns')).toEqual([
    'prefix match pattern must be a string',
  ]);
  expect(messages({ 'anything-but': { suffix: 'a' } }, 'sns')).toEqual([
    'Unsupported anything-but pattern: suffix',
  ]);
  expect(messages({ 'anything-but': { prefix: 'a' } }, 'sns')).toEqual([]);
});

test('says something of everything, and fails at nothing', () => {
  assert(property(anything(), (pattern) => Array.isArray(checkEventPattern(pattern))));
});
