import type { Context } from 'aws-lambda';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { TrainingSummary } from './summarize-training.ts';

type Handler = (event: unknown, context: Context) => Promise<TrainingSummary>;

const context = { functionName: 'retrain-model', awsRequestId: 'request-1' } as Context;
let handler: Handler;

beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  ({ handler } = await import('./index.ts'));
});

test('trains a classifier that tells the species apart', async () => {
  const { model, evaluation } = await handler(await readEvent('defaults'), context);
  expect(model).toEqual({
    kind: 'multinomial-logistic-regression',
    labels: ['Adelie', 'Chinstrap', 'Gentoo'],
    featureNames: ['billLengthMm', 'billDepthMm', 'flipperLengthMm', 'bodyMassG'],
    trainingSamples: 256,
  });
  expect(evaluation.samples).toBe(86);
  expect(evaluation.accuracy).toBeGreaterThan(0.95);
  // Guessing without looking would give ln 3, about 1.1.
  expect(evaluation.logLoss).toBeLessThan(0.1);
});

test('answers the same to the same event', async () => {
  const event = await readEvent('options');
  expect(await handler(event, context)).toEqual(await handler(event, context));
});

test('takes its options from the event', async () => {
  const { model, evaluation } = await handler(await readEvent('options'), context);
  expect(model.trainingSamples + evaluation.samples).toBe(342);
  expect(evaluation.samples).toBe(69);
});

test('ignores what a schedule sends', async () => {
  const scheduled = await handler(await readEvent('scheduled'), context);
  expect(scheduled).toEqual(await handler({}, context));
});

describe('refuses', () => {
  test('options that are not numbers, all at once', async () => {
    await expect(handler({ l2: '1', seed: null }, context)).rejects.toThrow(
      'l2: "1" is not a number; seed: null is not a number',
    );
  });

  test('options out of range', async () => {
    await expect(handler({ testFraction: 2 }, context)).rejects.toThrow(
      'testFraction: 2 is not between 0 and 1',
    );
  });
});

async function readEvent(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`events/${name}.json`, import.meta.url), 'utf8'));
}
