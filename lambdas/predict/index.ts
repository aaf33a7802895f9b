import { readVariable } from '@packages/environment';
import { createModelStore } from '@packages/model';
import { createS3Objects } from '@packages/object-store/s3';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { trainShippedModel } from '@packages/penguins';
import { createHandler } from './create-handler.ts';

export const handler = createHandler({
  trainShipped: trainShippedModel,
  models: createModelStore(createS3Objects(readVariable('DATA_BUCKET'))),
  maxAgeMs: Number(process.env.MODEL_MAX_AGE_SECONDS ?? 300) * 1000,
  now: () => performance.now(),
  logger: createLogger(),
  metrics: createMetrics(),
});
