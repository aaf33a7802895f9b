import { expect, test } from 'vitest';
import { readVariable } from './read-variable.ts';

test('reads a variable', () => {
  expect(readVariable('DATA_BUCKET', { DATA_BUCKET: 'penguins' })).toBe('penguins');
});

test.each([{}, { DATA_BUCKET: '' }])('says what is missing from %j', (environment) => {
  expect(() => readVariable('DATA_BUCKET', environment)).toThrow('DATA_BUCKET is not set');
});
