import type { DeployConfig } from '@tooling/core';

export default {
  service: 'lambdas',
  stages: {
    dev: { region: 'us-east-1', namePrefix: 'dev-' },
  },
} satisfies DeployConfig;
