import { expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { want } from '../test/examples.ts';
import { referencesOf, resolveReferences } from './index.ts';

const wanted = want({
  environment: {
    TOKEN: { secret: 'api', key: 'token', resolve: 'deploy' },
    AGAIN: { secret: 'api', key: 'token', resolve: 'deploy' },
    TABLE: { parameter: '/table', resolve: 'deploy' },
    NODE_OPTIONS: { parameter: '/options', resolve: 'deploy' },
    OTHER: { parameter: '/other' },
  },
});

const names = ['secret api, key token', 'parameter /table', 'parameter /options'];

test('what several variables refer to is read once', () => {
  expect(referencesOf([wanted, wanted])).toHaveLength(3);
});

test('values stand in the environment, with the flag for source maps', () => {
  const answers = new Map(names.map((name, index) => [name, { value: `v${index}` }]));
  const [resolved] = resolveReferences([wanted], answers);
  expect(resolved?.settings.environment).toEqual({
    TOKEN: 'v0',
    AGAIN: 'v0',
    TABLE: 'v1',
    NODE_OPTIONS: 'v2 --enable-source-maps',
    OTHER: '/other',
  });
});

test('all that is missing is said at once', () => {
  const answers = new Map([['parameter /options', { value: 'hunter2' }]]);
  const { code, problems, message } = caught(() => resolveReferences([wanted], answers));
  expect(code).toBe('REFERENCE_MISSING');
  expect(problems).toHaveLength(3);
  expect(`${message} ${problems.join()}`).not.toContain('hunter2');
});

test('an environment that grows too large by them is refused, and not quoted', () => {
  const answers = new Map(names.map((name) => [name, { value: 'hunter2'.repeat(500) }]));
  const { code, problems } = caught(() => resolveReferences([wanted], answers));
  expect(code).toBe('CONFIG_INVALID');
  expect(problems).toEqual([expect.stringMatching(/^environment: is \d+ bytes in all/)]);
});

test('of several functions whose environments grow too large, all are named', () => {
  const answers = new Map(names.map((name) => [name, { value: 'hunter2'.repeat(500) }]));
  const other = { ...wanted, directory: 'lambdas/other' };
  expect(caught(() => resolveReferences([wanted, other], answers)).problems).toEqual([
    expect.stringMatching(/^lambdas\/predict: environment: is/),
    expect.stringMatching(/^lambdas\/other: environment: is/),
  ]);
});
