import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearRegex } from './linear-regex.ts';

const character = fc.constantFrom('a', 'b', '-', '5', ' ', '\n', 'é');
const atom = fc.constantFrom(
  ...['a', 'b', '.', '-', ']', String.raw`\d`, String.raw`\W`, String.raw`\.`, String.raw`\x61`],
  ...['[ab]', '[^a]', '[a-z5]', String.raw`[\d\-]`, '[]', '[^]', '^', '$', '|'],
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '+?');
const pattern = fc
  .array(fc.tuple(atom, quantifier), { maxLength: 6 })
  .map((parts) => parts.map(([one, many]) => (/[$^|]$/.test(one) ? one : one + many)).join(''));

test('says of every text what RegExp says', () => {
  fc.assert(
    fc.property(pattern, fc.string({ unit: character, maxLength: 8 }), (source, text) => {
      expect([source, text, linearRegex(source)(text)]).toEqual([
        source,
        text,
        new RegExp(source).test(text),
      ]);
    }),
    { numRuns: 5000 },
  );
});

test.each(['a**', '*', '{2}', 'a{2,1}', '[z-a]', '[a', String.raw`\b`, String.raw`\1`, 'a\\'])(
  'refuses %s',
  (source) => {
    expect(() => linearRegex(source)).toThrow(SyntaxError);
  },
);

test.each(['a{9999}', 'a?'.repeat(300), 'a{0,9999}'])('refuses the endless %#', (source) => {
  expect(() => linearRegex(source)).toThrow(SyntaxError);
});

test('takes no longer for a pattern that RegExp would try for hours', () => {
  const text = 'a'.repeat(20_000);
  expect(linearRegex('a*a*a*a*b')(text)).toBe(false);
  expect(linearRegex('a*a*a*a*b')(`${text}b`)).toBe(true);
});
