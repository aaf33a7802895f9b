import type { LambdaConfig } from '@tooling/core';
import { httpApi } from '@tooling/core/triggers';

function inBucket(name: string, environment?: LambdaConfig['environment']): LambdaConfig {
  return {
    environment: { DATA_BUCKET: name, ...environment },
    permissions: [
      { actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${name}/models/*`] },
      // Without it S3 answers 403 where there is no model yet.
      { actions: ['s3:ListBucket'], resources: [`arn:aws:s3:::${name}`] },
    ],
  };
}

export default {
  description: 'Names the species of a penguin from four measurements',
  memorySize: 512,
  timeout: 10,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 30 },
  environment: { MODEL_MAX_AGE_SECONDS: '300' },
  triggers: [httpApi('POST /predict')],
  stages: {
    // Who tries it out wants to see a new model at once.
    local: inBucket('penguins-local', { MODEL_MAX_AGE_SECONDS: '0' }),
    dev: inBucket('penguins-dev'),
  },
} satisfies LambdaConfig;
