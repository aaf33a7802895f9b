import { createMemoryModelStore, type ModelStore, trainModel } from '@packages/model';
import { readPenguins } from '@packages/penguins';
import { expect, test } from 'vitest';
import { createModelSource } from './model-source.ts';

const trained = trainModel(readPenguins(), { seed: 42 });

test('takes the stored model, and reads it once', async () => {
  const { models, reads } = countReads(createMemoryModelStore());
  await models.write(trained);
  const readModel = createModelSource(models, refuseToTrain);
  const [first, second] = await Promise.all([readModel(), readModel()]);
  expect(first).toEqual(trained);
  expect(second).toBe(first);
  expect(reads()).toBe(1);
});

test('trains and stores a model where there is none', async () => {
  const models = createMemoryModelStore();
  const readModel = createModelSource(models, readPenguins);
  const model = await readModel();
  expect(model.evaluation.accuracy).toBeGreaterThan(0.95);
  expect(await models.read()).toEqual(model);
});

test('asks a store again that failed once', async () => {
  const store = createMemoryModelStore();
  await store.write(trained);
  let failures = 1;
  const models: ModelStore = {
    ...store,
    read: () => (failures-- > 0 ? Promise.reject(new Error('timed out')) : store.read()),
  };
  const readModel = createModelSource(models, refuseToTrain);
  await expect(readModel()).rejects.toThrow('timed out');
  expect(await readModel()).toEqual(trained);
});

function countReads(store: ModelStore): { models: ModelStore; reads: () => number } {
  let count = 0;
  const read = () => {
    count += 1;
    return store.read();
  };
  return { models: { ...store, read }, reads: () => count };
}

function refuseToTrain(): never {
  throw new Error('there is a model: nothing is to be trained');
}
