import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createRowStore } from '@packages/dataset';
import { readVariable } from '@packages/environment';
import { createModelStore } from '@packages/model';
import { createS3Objects } from '@packages/object-store/s3';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { penguinFeatures, trainShippedModel } from '@packages/penguins';
import { announceTo } from './announce-to.ts';
import { createHandler } from './create-handler.ts';

const objects = createS3Objects(readVariable('DATA_BUCKET'));
const rows = createRowStore(objects);

export const handler = createHandler({
  readDataset: () => rows.readAll(penguinFeatures),
  models: createModelStore(objects),
  trainShipped: trainShippedModel,
  announce: announceTo(new EventBridgeClient({})),
  now: () => new Date(),
  logger: createLogger(),
  metrics: createMetrics(),
});
