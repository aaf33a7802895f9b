import type { DeployConfig } from '@tooling/core';

export default {
  service: 'lambdas',
  stages: {
    dev: { region: 'us-east-1', namePrefix: 'dev-' },
  },
  local: {
    buckets: ['penguins-local'],
    queues: ['model-news-local'],
    topics: ['model-news-local'],
  },
} satisfies DeployConfig;
