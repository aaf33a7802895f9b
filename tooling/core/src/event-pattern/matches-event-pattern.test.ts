import {
  assert,
  array,
  constantFrom,
  integer,
  ipV4,
  oneof,
  property,
  string,
  tuple,
} from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkEventPattern } from './check-event-pattern.ts';
import { matchesEventPattern } from './matches-event-pattern.ts';

/** Whether a list of matchers takes a value of a field. */
function takes(matchers: unknown[], value: unknown): boolean {
  const pattern = { detail: { field: matchers } };
  expect(checkEventPattern(pattern)).toEqual([]);
  return matchesEventPattern(pattern, { detail: { field: value } });
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test.each<[matchers: unknown[], yes: unknown[], no: unknown[]]>([
  [
    ['a', 'b'],
    ['a', 'b', ['x', 'b']],
    ['A', 'c', '', null, ['x'], [], { a: 'a' }],
  ],
  [[''], [''], [' ', null, []]],
  [[null], [null, ['a', null]], ['', 'null', 0, false, []]],
  [[true], [true], ['true', 1, false]],
  [
    [3, 0.5],
    [3, 0.5],
    ['3', 4, 0.51],
  ],
  [[{ prefix: 'eu-' }], ['eu-', 'eu-west-1'], ['EU-west-1', 'us-eu-', 1]],
  [[{ prefix: { 'equals-ignore-case': 'Eu-' } }], ['EU-west-1', 'eu-'], ['us-east-1']],
  [[{ suffix: '.csv' }], ['a.csv', '.csv'], ['a.CSV', 'a.csv.gz']],
  [[{ suffix: { 'equals-ignore-case': '.csv' } }], ['a.CSV'], ['a.tsv']],
  [[{ 'equals-ignore-case': 'Alice' }], ['alice', 'ALICE'], ['alic', 'alices', null]],
  [[{ 'anything-but': 'a' }], ['b', 1, null, ['a', 'b']], ['a', ['a'], []]],
  [[{ 'anything-but': ['a', 'b'] }], ['c', ''], ['a', 'b']],
  [[{ 'anything-but': [1, 2] }], [3, '1'], [1, 2]],
  [[{ 'anything-but': { prefix: 'in' } }], ['out', 3], ['in', 'inner']],
  [[{ 'anything-but': { prefix: ['in', 'on'] } }], ['out'], ['inner', 'once']],
  [[{ 'anything-but': { suffix: '.tmp' } }], ['a.csv'], ['a.tmp']],
  [[{ 'anything-but': { 'equals-ignore-case': ['no', 'never'] } }], ['yes'], ['NO', 'Never']],
  [[{ 'anything-but': { wildcard: '*/lib/*' } }], ['/src/a'], ['/lib/a', '/x/lib/']],
  [[{ numeric: ['=', 3] }], [3, 3.0], [4, '3', null]],
  [[{ numeric: ['>', 0, '<=', 5] }], [5, 0.1, [9, 1]], [0, 5.1, '3']],
  [[{ numeric: ['<', 0] }], [-1], [0]],
  [[{ exists: true }], ['', null, 0, ['a']], [[], { inner: 1 }, undefined]],
  [[{ exists: false }], [[], { inner: 1 }, undefined], ['', null, ['a']]],
  [[{ cidr: '10.0.0.0/24' }], ['10.0.0.255'], ['10.0.1.0', '10.0.0', 'x', 10]],
  [[{ cidr: '10.0.0.7/0' }], ['255.1.2.3'], ['::1']],
  [[{ cidr: '2001:db8::/32' }], ['2001:db8:1:2::3', '2001:DB8::'], ['2001:db9::', '10.0.0.1']],
  [[{ wildcard: 'a*c*' }], ['ac', 'abcd', 'a\nc'], ['xac', 'ab', null]],
  [[{ wildcard: String.raw`\*\\.*` }], [String.raw`*\.csv`], ['x.csv', '*.csv']],
  [
    ['a', { prefix: 'b' }, { numeric: ['<', 1] }],
    ['a', 'bc', 0],
    ['c', 1],
  ],
])('%j takes %j, and none of %j', (matchers, yes, no) => {
  expect(yes.filter((value) => !takes(matchers, value))).toEqual([]);
  expect(no.filter((value) => takes(matchers, value))).toEqual([]);
});

describe('several fields', () => {
  it('have to hold all, wherever they are', () => {
    const pattern = { source: ['app'], detail: { a: { b: [1] }, c: [2] } };
    const event = { source: 'app', more: {}, detail: { a: { b: 1, x: 0 }, c: 2 } };
    expect(matchesEventPattern(pattern, event)).toBe(true);
    expect(matchesEventPattern(pattern, { ...event, source: 'other' })).toBe(false);
    expect(matchesEventPattern(pattern, { source: 'app', detail: { a: { b: 1 } } })).toBe(false);
  });

  // https://github.com/aws/event-ruler#json-array-matching
  it('of an object in a list are of one and the same', () => {
    const pattern = { items: { color: ['red'], size: [1] } };
    const items = [
      { color: 'red', size: 2 },
      { color: 'blue', size: 1 },
    ];
    expect(matchesEventPattern(pattern, { items })).toBe(false);
    expect(matchesEventPattern(pattern, { items: [...items, { color: 'red', size: 1 }] })).toBe(
      true,
    );
    expect(
      matchesEventPattern(pattern, { items: [[], [items, [{ color: 'red', size: 1 }]]] }),
    ).toBe(true);
  });

  it('of objects in different lists are found together', () => {
    const pattern = { a: { b: { c: [1], d: [2] }, e: [3] } };
    const inner = {
      b: [
        { c: 0, d: 2 },
        { c: 1, d: 2 },
      ],
      e: 3,
    };
    expect(matchesEventPattern(pattern, { a: [{ e: 3 }, inner] })).toBe(true);
    expect(matchesEventPattern(pattern, { a: [{ e: 3 }, { ...inner, e: 4 }] })).toBe(false);
  });

  it('are not there when none in a list is', () => {
    const pattern = { items: { color: [{ exists: false }] } };
    expect(matchesEventPattern(pattern, { items: [{ size: 1 }] })).toBe(true);
    expect(matchesEventPattern(pattern, { items: [{ size: 1 }, { color: 'red' }] })).toBe(false);
  });

  it('have the same name with a dot and with an object', () => {
    expect(matchesEventPattern({ a: { b: [1] } }, { 'a.b': 1 })).toBe(true);
    expect(matchesEventPattern({ 'a.b': [1] }, { a: { b: 1 } })).toBe(true);
  });
});

describe('$or', () => {
  const pattern = {
    source: ['app'],
    detail: {
      $or: [{ n: [{ numeric: ['>', 5] }] }, { state: ['on'], $or: [{ a: [1] }, { b: [1] }] }],
    },
  };
  it.each([
    [{ n: 6 }, true],
    [{ state: 'on', b: 1 }, true],
    [{ state: 'on' }, false],
    [{ n: 5, b: 1 }, false],
  ])('is one of its patterns, beside all other fields: %j', (detail, expected) => {
    expect(checkEventPattern(pattern)).toEqual([]);
    expect(matchesEventPattern(pattern, { source: 'app', detail })).toBe(expected);
    expect(matchesEventPattern(pattern, { source: 'other', detail })).toBe(false);
  });

  it('is a field like others when it has one pattern alone, or words of the language', () => {
    expect(matchesEventPattern({ $or: ['x'] }, { $or: 'x' })).toBe(true);
    const words = { $or: [{ prefix: 'a' }, { prefix: 'b' }] };
    expect(matchesEventPattern(words, { $or: 'bc' })).toBe(true);
  });
});

const scalar = oneof(string(), integer(), constantFrom(true, false, null));

test('whatever an event says is what a pattern of its values takes', () => {
  assert(
    property(array(tuple(string({ minLength: 1 }), scalar), { minLength: 1 }), (entries) => {
      const event = Object.fromEntries(
        entries.filter(([name]) => name !== '$or' && name !== '__proto__'),
      );
      const pattern = Object.fromEntries(
        Object.entries(event).map(([name, value]) => [name, [value]]),
      );
      expect(matchesEventPattern(pattern, { detail: 1, ...event })).toBe(true);
    }),
  );
});

test('anything-but takes of texts just those that the other does not', () => {
  const operand = constantFrom('prefix', 'suffix', 'equals-ignore-case');
  assert(
    property(operand, string({ minLength: 1 }), string(), (operator, text, value) => {
      const forbidden = takes([{ 'anything-but': { [operator]: text } }], value);
      expect(forbidden).toBe(!takes([{ [operator]: text }], value));
    }),
  );
});

test('a wildcard of a text with its stars escaped is that text alone', () => {
  assert(
    property(string(), string(), (text, other) => {
      const wildcard = text.replaceAll(/[*\\]/g, String.raw`\$&`);
      expect(takes([{ wildcard }], text)).toBe(true);
      expect(takes([{ wildcard }], other)).toBe(text === other);
    }),
  );
});

test('an address is in its own range, however wide', () => {
  assert(
    property(ipV4(), integer({ min: 0, max: 32 }), (address, bits) => {
      expect(takes([{ cidr: `${address}/${bits}` }], address)).toBe(true);
    }),
  );
});
