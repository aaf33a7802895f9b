import { expect, it } from 'vitest';
import { roleNameOf } from './index.ts';

it('names the role after the function and its region, since roles are global', () => {
  expect(roleNameOf('predict', 'eu-central-1')).toBe('predict-eu-central-1');
});
