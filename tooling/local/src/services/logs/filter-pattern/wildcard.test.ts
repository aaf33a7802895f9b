import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wildcard } from './wildcard.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });

test('says of every text what a regular expression says', () => {
  fc.assert(
    fc.property(pattern, text, (wanted, given) => {
      const expected = new RegExp(`^${wanted.replaceAll('*', '.*')}$`).test(given);
      expect([wanted, given, wildcard(wanted)(given)]).toEqual([wanted, given, expected]);
    }),
    { numRuns: 5000 },
  );
});
