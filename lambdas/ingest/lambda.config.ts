import type { LambdaConfig } from '@tooling/core';
import { bucket } from '@tooling/core/triggers';

/** A bucket for each stage: it belongs to whoever made it, and is named here only. */
function inBucket(name: string): LambdaConfig {
  return {
    environment: { DATA_BUCKET: name },
    triggers: [bucket(name, { prefix: 'incoming/', suffix: '.csv' })],
    permissions: [
      { actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${name}/incoming/*`] },
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [`arn:aws:s3:::${name}/rows/*`, `arn:aws:s3:::${name}/quarantine/*`],
      },
      // Without it S3 answers 403 in the place of 404.
      { actions: ['s3:ListBucket'], resources: [`arn:aws:s3:::${name}`] },
    ],
  };
}

export default {
  description: 'Checks the rows of uploaded CSV files: stores good ones, quarantines bad ones',
  memorySize: 512,
  timeout: 60,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 30 },
  stages: { local: inBucket('penguins-local'), dev: inBucket('penguins-dev') },
} satisfies LambdaConfig;
