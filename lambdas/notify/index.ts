import { SQSClient } from '@aws-sdk/client-sqs';
import { readVariable } from '@packages/environment';
import { createLogger } from '@packages/observability/logger';
import { createHandler } from './create-handler.ts';
import { sendTo } from './send-to.ts';

export const handler = createHandler({
  send: sendTo(new SQSClient({}), readVariable('NEWS_QUEUE')),
  logger: createLogger(),
});
