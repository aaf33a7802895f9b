import { createModelStore, type ModelStore, trainModel } from '@packages/model';
import { createMemoryObjects } from '@packages/object-store/memory';
import { readPenguins, trainShippedModel } from '@packages/penguins';
import { expect, test } from 'vitest';
import { createModelSource, type ModelSourceOptions } from './model-source.ts';

const trained = { ...trainModel(readPenguins(), { seed: 42 }), trainedAt: 'today' };

test('reads the model in service once, until it is too old', async () => {
  const lab = await createLab();
  const [first, second] = await Promise.all([lab.readModel(), lab.readModel()]);
  expect(first).toEqual(trained);
  expect(second).toBe(first);
  lab.pass(999);
  await lab.readModel();
  expect(lab.reads()).toBe(1);

  await lab.models.write({ ...trained, trainedAt: 'tomorrow' }, await lab.models.read());
  lab.pass(1);
  expect((await lab.readModel()).trainedAt).toBe('tomorrow');
  expect(lab.reads()).toBe(2);
});

test('gives the shipped model while none is stored, and then the first that is', async () => {
  const lab = await createLab({}, []);
  const model = await lab.readModel();
  expect(model.trainedAt).toBeUndefined();
  expect(model.evaluation.accuracy).toBeGreaterThan(0.95);
  expect(await lab.models.read()).toBeUndefined();
  await lab.models.write(trained, undefined);
  lab.pass(1000);
  expect(await lab.readModel()).toEqual(trained);
});

test('goes on with the former model when it cannot be read anew, and tries again', async () => {
  const stale: unknown[] = [];
  const lab = await createLab({ onStale: (error) => stale.push(error) });
  await lab.readModel();
  lab.pass(1000);
  lab.failNext();
  expect(await lab.readModel()).toEqual(trained);
  expect(stale).toEqual([new Error('timed out')]);
  await lab.readModel();
  expect(lab.reads()).toBe(3);
});

test('says that there is no model when the first reading fails, and tries again', async () => {
  const lab = await createLab();
  lab.failNext();
  await expect(lab.readModel()).rejects.toThrow('the model in service cannot be read');
  expect(await lab.readModel()).toEqual(trained);
});

async function createLab(options: Partial<ModelSourceOptions> = {}, inService = [trained]) {
  const models = createModelStore(createMemoryObjects());
  for (const model of inService) await models.write(model, undefined);
  let time = 0;
  let reads = 0;
  let failures = 0;
  const counting: Pick<ModelStore, 'read'> = {
    read() {
      reads += 1;
      return failures-- > 0 ? Promise.reject(new Error('timed out')) : models.read();
    },
  };
  const readModel = createModelSource({
    models: counting,
    trainShipped: trainShippedModel,
    maxAgeMs: 1000,
    now: () => time,
    onStale: () => undefined,
    ...options,
  });
  return {
    models,
    readModel,
    reads: () => reads,
    pass: (milliseconds: number) => (time += milliseconds),
    failNext: () => (failures = 1),
  };
}
