import { readFile } from 'node:fs/promises';
import {
  createModelStore,
  type Dataset,
  type ModelStore,
  predict,
  type TrainedModel,
  trainModel,
} from '@packages/model';
import { createMemoryObjects } from '@packages/object-store/memory';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { readPenguins, trainShippedModel } from '@packages/penguins';
import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createHandler } from './create-handler.ts';
import type { TrainingOutcome } from './decide-outcome.ts';

const context = { functionName: 'retrain-model' } as Context;

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

test('puts a model that is not worse than the shipped one into service, and announces it', async () => {
  const { run, models, announced } = createLab();
  const outcome = await run('scheduled');
  const score = {
    accuracy: expect.closeTo(0.965, 3) as number,
    logLoss: expect.closeTo(0.062, 3) as number,
  };
  expect(outcome).toEqual({
    trainedAt: '2026-11-01T03:00:00Z',
    accepted: true,
    reason: 'accuracy 96.5 %, exactly as before',
    rows: 342,
    candidate: score,
    inService: score,
  });
  expect(announced).toEqual([outcome]);
  const trained = (await models.read())?.trained;
  expect(trained?.trainedAt).toBe('2026-11-01T03:00:00Z');
  expect(trained && predict(trained.model, [39.1, 18.7, 181, 3750]).label).toBe('Adelie');
});

test('puts the same model in its own place when a run comes again', async () => {
  const { run, models } = createLab();
  await run('scheduled');
  const first = await models.read();
  expect(await run('scheduled')).toMatchObject({ accepted: true });
  expect((await models.read())?.trained).toEqual(first?.trained);
});

test('keeps a better model in service, and announces why', async () => {
  const { run, models, announced } = createLab();
  await run('scheduled');
  // Nearly nothing but the penalty is fitted.
  const outcome = await run({ l2: 1e6, time: '2026-12-01T03:00:00Z' });
  expect(outcome).toMatchObject({ accepted: false });
  expect(outcome.reason).toMatch(/^accuracy \d\d\.\d %, before 96\.5 %$/);
  expect(announced.at(-1)).toEqual(outcome);
  expect((await models.read())?.trained.trainedAt).toBe('2026-11-01T03:00:00Z');
});

test('rejects a model that names as many right and is less sure', async () => {
  const { candidate, inService, ...outcome } = await createLab().run({ l2: 1.5 });
  expect(outcome.accepted).toBe(false);
  expect(candidate?.accuracy).toBe(inService?.accuracy);
  expect(outcome.reason).toContain('log loss');
});

test('rejects a model that knows fewer species than the one in service', async () => {
  const { run } = createLab({ dataset: withoutGentoo });
  expect(await run('scheduled')).toMatchObject({
    accepted: false,
    reason: 'it knows no Gentoo any more',
  });
});

test('puts a model into service that knows more species than the one before', async () => {
  const shipped = trainModel(withoutGentoo);
  expect(await createLab({ shipped }).run('scheduled')).toMatchObject({
    accepted: true,
    reason: 'the model in service knows no Gentoo',
  });
});

test('announces that there was nothing to train from', async () => {
  const { run, models, announced } = createLab({ dataset: { featureNames: ['x'], samples: [] } });
  expect(await run('scheduled')).toEqual({
    trainedAt: '2026-11-01T03:00:00Z',
    accepted: false,
    reason: 'there are no rows to train from',
    rows: 0,
  });
  expect(announced).toHaveLength(1);
  expect(await models.read()).toBeUndefined();
});

test('changes and announces nothing on a dry run', async () => {
  const { run, models, announced } = createLab();
  expect(await run('dry-run')).toMatchObject({
    accepted: true,
    trainedAt: '2026-11-29T00:00:00.000Z',
  });
  expect(await models.read()).toBeUndefined();
  expect(announced).toEqual([]);
});

test('takes its options from the event', async () => {
  const { run } = createLab();
  const { candidate } = await run('options');
  expect(candidate).not.toEqual((await run('scheduled')).candidate);
});

test('announces nothing when the model cannot be stored', async () => {
  const models = {
    ...createModelStore(createMemoryObjects()),
    write: () => Promise.reject(new Error('the store is full')),
  };
  const { run, announced } = createLab({ models });
  await expect(run('scheduled')).rejects.toThrow('the store is full');
  expect(announced).toEqual([]);
});

describe('refuses', () => {
  test('options that are not numbers, all at once', async () => {
    await expect(createLab().run({ l2: '1', seed: null })).rejects.toThrow(
      'l2: "1" is not a number; seed: null is not a number',
    );
  });

  test('options out of range', async () => {
    await expect(createLab().run({ testFraction: 2 })).rejects.toThrow(
      'testFraction: 2 is not between 0 and 1',
    );
  });
});

const withoutGentoo: Dataset = {
  ...readPenguins(),
  samples: readPenguins().samples.filter(({ label }) => label !== 'Gentoo'),
};

interface LabOptions {
  readonly shipped?: TrainedModel;
  readonly dataset?: Dataset;
  readonly models?: ModelStore;
}

function createLab(options: LabOptions = {}) {
  const { dataset = readPenguins(), models, shipped } = options;
  const store = models ?? createModelStore(createMemoryObjects());
  const announced: TrainingOutcome[] = [];
  const handler = createHandler({
    readDataset: () => Promise.resolve(dataset),
    models: store,
    trainShipped: () => shipped ?? trainShippedModel(),
    announce: async (outcome) => void announced.push(outcome),
    now: () => new Date('2026-11-29T00:00:00Z'),
    logger: createLogger(),
    metrics: createMetrics(),
  });
  return {
    models: store,
    trainShipped: () => shipped ?? trainShippedModel(),
    announced,
    run: async (event: object | string) =>
      handler(typeof event === 'string' ? await readEvent(event) : event, context),
  };
}

async function readEvent(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`events/${name}.json`, import.meta.url), 'utf8'));
}
