import { expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { selectLambdas } from './index.ts';

const lambdas = ['example-lambda', 'predict', 'retrain-model'].map((name) => ({ name }));

test('selects all when no name is given', () => {
  expect(selectLambdas(lambdas, [])).toEqual(lambdas);
});

test('selects by name, each once and in the order of the repository', () => {
  expect(selectLambdas(lambdas, ['retrain-model', 'predict', 'predict'])).toEqual([
    { name: 'predict' },
    { name: 'retrain-model' },
  ]);
});

test('suggests the nearest name for an unknown one', () => {
  const error = caught(() => selectLambdas(lambdas, ['predict', 'predcit']));
  expect(error).toMatchObject({
    code: 'UNKNOWN_LAMBDA',
    message: 'there is no lambda "predcit"',
    hint: 'did you mean "predict"? lambdas are the directories under lambdas/',
    exitCode: 2,
  });
});

test('names all that are unknown, not only the first', () => {
  const { message } = caught(() => selectLambdas(lambdas, ['one', 'predict', 'two']));
  expect(message).toBe('there is no lambda "one", "two"');
});

test('is refused by a name in a repository without lambdas', () => {
  const { hint } = caught(() => selectLambdas([], ['predict']));
  expect(hint).toBe('lambdas are the directories under lambdas/');
});
