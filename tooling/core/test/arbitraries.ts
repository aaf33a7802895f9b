import fc from 'fast-check';
import { logRetentionDays, nodeRuntimes, type LambdaConfig } from '../src/index.ts';

const environmentKey = fc.stringMatching(/^[A-Z][A-Z0-9_]{1,8}$/).filter((key) => {
  return !/^(?:AWS|LAMBDA)_/.test(key);
});

// Names that every object inherits are keys like any other.
const tagKey = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.constantFrom('constructor', 'toString', 'hasOwnProperty'),
);

const logging = fc.record(
  {
    format: fc.constantFrom('Text' as const, 'JSON' as const),
    retentionInDays: fc.constantFrom(...logRetentionDays),
  },
  { requiredKeys: [] },
);

const loggingWithLevels = fc.record({
  format: fc.constant('JSON' as const),
  applicationLogLevel: fc.constantFrom('TRACE' as const, 'INFO' as const, 'FATAL' as const),
  systemLogLevel: fc.constantFrom('DEBUG' as const, 'WARN' as const),
});

/** Any valid lambda.config.ts that is valid by itself, with few enough fields to find the decisive one. */
export const lambdaConfigs: fc.Arbitrary<LambdaConfig> = fc.record(
  {
    description: fc.string({ maxLength: 256 }),
    handler: fc.constantFrom('index.handler', 'index.main'),
    runtime: fc.constantFrom(...nodeRuntimes),
    architecture: fc.constantFrom('x86_64', 'arm64'),
    memorySize: fc.integer({ min: 128, max: 10_240 }),
    timeout: fc.integer({ min: 1, max: 900 }),
    ephemeralStorage: fc.integer({ min: 512, max: 10_240 }),
    environment: fc.dictionary(environmentKey, fc.string({ maxLength: 20 }), { maxKeys: 4 }),
    tags: fc.dictionary(tagKey, fc.string({ maxLength: 20 }), { maxKeys: 4 }),
    layers: fc.array(
      fc
        .integer({ min: 1, max: 3 })
        .map((version) => `arn:aws:lambda:eu-central-1:123456789012:layer:one:${version}`),
      { maxLength: 3 },
    ),
    tracing: fc.constantFrom('Active', 'PassThrough'),
    logging: fc.oneof(logging, loggingWithLevels),
    reservedConcurrency: fc.integer({ min: 0, max: 1000 }),
    role: fc.constantFrom('a', 'b').map((name) => `arn:aws:iam::123456789012:role/${name}`),
  },
  { requiredKeys: [] },
);
