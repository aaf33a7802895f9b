import { expect, test } from 'vitest';
import { lambdaMetrics } from './lambda-metrics.ts';

const record = {
  functionName: 'f',
  qualifier: 'live',
  executedVersion: '2',
  requestId: 'id',
  invocationType: 'RequestResponse',
  outcome: 'failed',
  startedAtMs: 1000,
  durationMs: 12.5,
} as const;

function summary(points: ReturnType<typeof lambdaMetrics>) {
  return points.map(({ name, dimensions, statistics }) => [
    dimensions.map(({ value }) => value).join(' '),
    `${name}=${statistics.sum}`,
  ]);
}

test('counts an invocation by function, by what was called, and by the version that an alias chose', () => {
  const values = ['Invocations=1', 'Errors=1', 'Throttles=0', 'Duration=12.5'];
  expect(summary(lambdaMetrics(record))).toEqual(
    ['', 'f', 'f f:live', 'f f:live 2'].flatMap((key) => values.map((value) => [key, value])),
  );
});

test.each([
  [undefined, ['', 'f', 'f f']],
  ['$LATEST', ['', 'f', 'f f']],
  ['2', ['', 'f', 'f f:2']],
])('counts no executed version without an alias: %s', (qualifier, expected) => {
  const keys = summary(lambdaMetrics({ ...record, qualifier })).map(([key]) => key);
  expect([...new Set(keys)]).toEqual(expected);
});

test('counts what was throttled as no invocation', () => {
  const throttled = lambdaMetrics({ ...record, outcome: 'throttled', durationMs: 0 });
  expect(new Set(throttled.map(({ name }) => name))).toEqual(new Set(['Throttles']));
});
