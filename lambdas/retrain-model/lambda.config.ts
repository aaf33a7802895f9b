import type { LambdaConfig } from '@tooling/core';

export default {
  description: 'Trains the penguin classifier anew and reports how good it is',
  memorySize: 512,
  timeout: 300,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 90 },
} satisfies LambdaConfig;
