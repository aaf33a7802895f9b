import { createMemoryModelStore } from '@packages/model';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { readPenguins } from '@packages/penguins';
import { createHandler } from './create-handler.ts';

export const handler = createHandler({
  readDataset: readPenguins,
  // As long as this execution environment lives: a store that both functions share takes its place.
  models: createMemoryModelStore(),
  logger: createLogger(),
  metrics: createMetrics(),
});
