import { expect, it } from 'vitest';
import { checkEvent } from './check-event.ts';

it('takes any JSON, and nothing at all', () => {
  for (const text of ['{}', '[1]', '"text"', 'null', ' \n']) {
    expect(checkEvent(text)).toEqual({ isValid: true });
  }
});

it('says where something else is wrong', () => {
  expect(checkEvent('{\n  "a": 1,\n}')).toMatchObject({
    isValid: false,
    problem: expect.stringContaining('line 3 column 1'),
  });
});

it('refuses what is larger than AWS takes', () => {
  expect(checkEvent(`"${'x'.repeat(6_300_000)}"`)).toMatchObject({
    isValid: false,
    problem: expect.stringContaining('6 MB'),
  });
});
