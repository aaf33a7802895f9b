import type { LambdaConfig } from '@tooling/core';

export default {
  description: 'Names the species of a penguin from four measurements',
  memorySize: 512,
  timeout: 10,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 30 },
} satisfies LambdaConfig;
