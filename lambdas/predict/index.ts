import { createMemoryModelStore } from '@packages/model';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { readPenguins } from '@packages/penguins';
import { createHandler } from './create-handler.ts';

export const handler = createHandler({
  readDataset: readPenguins,
  models: createMemoryModelStore(),
  logger: createLogger(),
  metrics: createMetrics(),
});
