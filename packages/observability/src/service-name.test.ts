import { expect, test } from 'vitest';
import { serviceName } from './service-name.ts';

test('is the name of the function', () => {
  expect(serviceName({ AWS_LAMBDA_FUNCTION_NAME: 'predict' })).toBe('predict');
});

test('is the service that the function is said to belong to', () => {
  const environment = { AWS_LAMBDA_FUNCTION_NAME: 'predict', POWERTOOLS_SERVICE_NAME: 'penguins' };
  expect(serviceName(environment)).toBe('penguins');
});

test('is "local" outside Lambda', () => {
  expect(serviceName({})).toBe('local');
  expect(serviceName({ AWS_LAMBDA_FUNCTION_NAME: '', POWERTOOLS_SERVICE_NAME: '' })).toBe('local');
});
