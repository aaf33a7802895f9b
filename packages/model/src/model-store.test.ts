import { createMemoryObjects } from '@packages/object-store/memory';
import { expect, test } from 'vitest';
import { createModelStore } from './model-store.ts';
import { trainModel } from './train-model.ts';

const trained = trainModel({
  featureNames: ['x'],
  samples: [1, 2, 3, 4].map((x) => ({ features: [x], label: x > 2 ? 'high' : 'low' })),
});

test('has no model at first', async () => {
  expect(await createModelStore(createMemoryObjects()).read()).toBeUndefined();
});

test('gives back the model written last', async () => {
  const store = createModelStore(createMemoryObjects());
  await store.write({ ...trained, trainingSamples: 1 }, undefined);
  await store.write({ ...trained, trainedAt: '2026-12-01T03:00:00Z' }, await store.read());
  expect((await store.read())?.trained).toEqual({ ...trained, trainedAt: '2026-12-01T03:00:00Z' });
});

test('keeps a model that came into service meanwhile', async () => {
  const store = createModelStore(createMemoryObjects());
  await store.write({ ...trained, trainingSamples: 1 }, undefined);
  await expect(store.write(trained, undefined)).rejects.toThrow('another training was quicker');
  expect((await store.read())?.trained.trainingSamples).toBe(1);
});

test('refuses what is no model', async () => {
  const objects = createMemoryObjects();
  await objects.write('models/model.json', '{}');
  await expect(createModelStore(objects).read()).rejects.toThrow('model.kind is not');
});
