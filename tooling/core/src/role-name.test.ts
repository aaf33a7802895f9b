import { expect, it } from 'vitest';
import { roleNameOf } from './index.ts';

it('names the role after the function and its region, since roles are global', () => {
  expect(roleNameOf('predict', 'eu-central-1')).toBe('predict-eu-central-1');
});

it('keeps long names apart within the 64 characters that IAM takes', () => {
  const names = ['a', 'b'].map((end) => roleNameOf(`${'x'.repeat(63)}${end}`, 'eu-central-1'));
  expect(new Set(names).size).toBe(2);
  expect(names.map(({ length }) => length)).toEqual([64, 64]);
});
