import { expect, test } from 'vitest';
import { createMemoryModelStore } from './model-store.ts';
import { trainModel } from './train-model.ts';

const trained = trainModel({
  featureNames: ['x'],
  samples: [1, 2, 3, 4].map((x) => ({ features: [x], label: x > 2 ? 'high' : 'low' })),
});

test('has no model at first', async () => {
  expect(await createMemoryModelStore().read()).toBeUndefined();
});

test('gives back the model written last, as a value of its own', async () => {
  const store = createMemoryModelStore();
  await store.write({ ...trained, trainingSamples: 1 });
  await store.write(trained);
  const read = await store.read();
  expect(read).toEqual(trained);
  expect(read).not.toBe(trained);
});
