import type { LambdaConfig } from '@tooling/core';
import { eventPattern } from '@tooling/core/triggers';

function toQueue(name: string): LambdaConfig {
  return {
    environment: { NEWS_QUEUE: name },
    permissions: [
      { actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'], resources: [`arn:aws:sqs:*:*:${name}`] },
    ],
  };
}

export default {
  description: 'Writes a message for people when a model was trained or rejected',
  memorySize: 256,
  timeout: 10,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 30 },
  triggers: [eventPattern({ source: ['retrain-model'] })],
  stages: { local: toQueue('model-news-local'), dev: toQueue('model-news-dev') },
} satisfies LambdaConfig;
