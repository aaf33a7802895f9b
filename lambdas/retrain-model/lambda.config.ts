import type { LambdaConfig } from '@tooling/core';
import { schedule } from '@tooling/core/triggers';

function inBucket(name: string): LambdaConfig {
  return {
    environment: { DATA_BUCKET: name },
    permissions: [
      { actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${name}/rows/*`] },
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [`arn:aws:s3:::${name}/models/*`],
      },
      { actions: ['s3:ListBucket'], resources: [`arn:aws:s3:::${name}`] },
      {
        actions: ['events:PutEvents'],
        resources: ['arn:aws:events:*:*:event-bus/default'],
        conditions: { StringEquals: { 'events:source': 'retrain-model' } },
      },
    ],
  };
}

export default {
  description: 'Trains the penguin classifier anew, and puts it into service when it is not worse',
  memorySize: 512,
  timeout: 300,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 90 },
  triggers: [schedule('cron(0 3 1 * ? *)')],
  stages: { local: inBucket('penguins-local'), dev: inBucket('penguins-dev') },
} satisfies LambdaConfig;
