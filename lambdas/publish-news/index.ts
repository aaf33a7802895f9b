import { SNSClient } from '@aws-sdk/client-sns';
import { readVariable } from '@packages/environment';
import { createS3Objects } from '@packages/object-store/s3';
import { createLogger } from '@packages/observability/logger';
import { createHandler } from './create-handler.ts';
import { publishTo } from './publish-to.ts';

export const handler = createHandler({
  publish: publishTo(new SNSClient({}), readVariable('NEWS_TOPIC')),
  objects: createS3Objects(readVariable('DATA_BUCKET')),
  now: () => Date.now(),
  logger: createLogger(),
});
