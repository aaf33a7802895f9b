import { type Dataset, type ModelStore, type TrainedModel, trainModel } from '@packages/model';

/**
 * The stored model, read once for each execution environment. Where none has been stored yet, one
 * is trained from the dataset and stored.
 */
export function createModelSource(
  models: ModelStore,
  readDataset: () => Dataset,
): () => Promise<TrainedModel> {
  let loading: Promise<TrainedModel> | undefined;
  return async () => {
    loading ??= load(models, readDataset);
    try {
      return await loading;
    } catch (error) {
      // The next invocation may have more luck with the store.
      loading = undefined;
      throw error;
    }
  };
}

async function load(models: ModelStore, readDataset: () => Dataset): Promise<TrainedModel> {
  const stored = await models.read();
  if (stored !== undefined) return stored;
  const trained = trainModel(readDataset());
  await models.write(trained);
  return trained;
}
