import { createRowStore } from '@packages/dataset';
import { readVariable } from '@packages/environment';
import { createS3Objects } from '@packages/object-store/s3';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { createHandler } from './create-handler.ts';

const objects = createS3Objects(readVariable('DATA_BUCKET'));

export const handler = createHandler({
  uploads: objects,
  rows: createRowStore(objects),
  logger: createLogger(),
  metrics: createMetrics(),
});
