import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJsonError } from './describe-json-error.ts';

const describeText = (text: string) => describeJsonError(Buffer.from(text));

describe('describeJsonError', () => {
  it.each([
    ['hello', /^Unrecognized token 'hello': was expecting .*line: 1, column: 6\]$/s],
    ['{foo}', /^Unexpected character \('f' \(code 102\)\): was expecting double-quote/],
    ['{"a" 1}', /was expecting a colon to separate field name and value/],
    ['[1 2]', /was expecting comma to separate Array entries\n.*line: 1, column: 4\]$/s],
    ['{"a":1', /^Unexpected end-of-input: expected close marker for Object/],
    ['{"a":\n\n x}', /line: 3, column: 3\]$/],
    ['[-]', /^Unexpected character \(']' \(code 93\)\): expected digit.*column: 3\]$/s],
    ['[01]', /^Unexpected character \('1' .*column: 3\]$/s],
    ['[1.5e+3 2.]', /^Unexpected character \('2' .*column: 9\]$/s],
    ['[1.]', /^Unexpected character \('\.' .*column: 3\]$/s],
    ['[1e-]', /^Unexpected character \('e' .*column: 3\]$/s],
    ['\n\n[0.25E-7,\n-10,x]', /'x': .*line: 4, column: 6\]$/s],
    ['"a\nb"', /^Illegal unquoted character/],
  ])('finds what is wrong in %s', (text, message) => {
    expect(describeText(text)).toMatch(message);
  });

  it('ends on whatever bytes there are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(describeJsonError(bytes)).toMatch(/line: \d+, column: \d+\]$/);
      }),
    );
  });

  it('shows only the beginning of a word that is very long', () => {
    expect(describeText('x'.repeat(6_000_000))).toContain(`token '${'x'.repeat(256)}...':`);
  });

  it('ends on what is nested without end, and on millions of numbers', () => {
    expect(describeText('['.repeat(1_000_000))).toMatch(/nesting depth/);
    expect(describeText(`[${'1,'.repeat(1_000_000)}`)).toMatch(/Unexpected end-of-input/);
  });
});
