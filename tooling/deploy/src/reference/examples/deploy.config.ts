import type { DeployConfig } from '@tooling/core';

export default {
  service: 'penguins',
  defaults: { architecture: 'arm64', tags: { team: 'birds' } },
  stages: {
    dev: { region: 'eu-central-1', namePrefix: 'dev-' },
    prod: {
      account: '123456789012',
      region: 'eu-central-1',
      namePrefix: 'prod-',
      defaults: { logging: { retentionInDays: 365 } },
    },
  },
} satisfies DeployConfig;
