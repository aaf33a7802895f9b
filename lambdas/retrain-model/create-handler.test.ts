import { createMemoryModelStore, predict } from '@packages/model';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { readPenguins } from '@packages/penguins';
import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { createHandler } from './create-handler.ts';

const context = { functionName: 'retrain-model' } as Context;

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

test('stores the model that it reports', async () => {
  const models = createMemoryModelStore();
  const { evaluation } = await handlerFor({ models })({}, context);
  const stored = await models.read();
  expect(stored?.evaluation).toEqual(evaluation);
  expect(stored && predict(stored.model, [39.1, 18.7, 181, 3750]).label).toBe('Adelie');
});

test('keeps the stored model when training fails', async () => {
  const models = createMemoryModelStore();
  const { evaluation } = await handlerFor({ models })({}, context);
  const broken = handlerFor({
    models,
    readDataset: () => ({ featureNames: ['x'], samples: [] }),
  });
  await expect(broken({}, context)).rejects.toThrow('a dataset needs at least one sample');
  expect((await models.read())?.evaluation).toEqual(evaluation);
});

test('fails when the model cannot be stored', async () => {
  const models = {
    ...createMemoryModelStore(),
    write: () => Promise.reject(new Error('the store is full')),
  };
  await expect(handlerFor({ models })({}, context)).rejects.toThrow('the store is full');
});

function handlerFor(dependencies: Partial<Parameters<typeof createHandler>[0]>) {
  return createHandler({
    readDataset: readPenguins,
    models: createMemoryModelStore(),
    logger: createLogger(),
    metrics: createMetrics(),
    ...dependencies,
  });
}
