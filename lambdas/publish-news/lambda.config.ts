import type { LambdaConfig } from '@tooling/core';
import { queue } from '@tooling/core/triggers';

interface Names {
  readonly queue: string;
  readonly topic: string;
  readonly bucket: string;
}

function between(names: Names): LambdaConfig {
  return {
    environment: { NEWS_TOPIC: names.topic, DATA_BUCKET: names.bucket },
    triggers: [queue(names.queue, { reportBatchItemFailures: true })],
    permissions: [
      { actions: ['sns:Publish'], resources: [`arn:aws:sns:*:*:${names.topic}`] },
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [`arn:aws:s3:::${names.bucket}/published/*`],
      },
      { actions: ['s3:ListBucket'], resources: [`arn:aws:s3:::${names.bucket}`] },
    ],
  };
}

export default {
  description: 'Publishes the news of models from the queue, each once',
  memorySize: 256,
  timeout: 10,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 30 },
  stages: {
    local: between({
      queue: 'model-news-local',
      topic: 'model-news-local',
      bucket: 'penguins-local',
    }),
    dev: between({ queue: 'model-news-dev', topic: 'model-news-dev', bucket: 'penguins-dev' }),
  },
} satisfies LambdaConfig;
