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

const tagValue = fc.stringMatching(/^[\p{L}\p{N} +\-=._:/@]{0,20}$/u);

const logging = fc.record(
  {
    format: fc.constantFrom('Text' as const, 'JSON' as const),
    logGroup: fc.option(fc.constant('/teams/birds')),
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
    description: fc.option(fc.string({ maxLength: 256 })),
    handler: fc.constantFrom('index.handler', 'index.main'),
    runtime: fc.constantFrom(...nodeRuntimes),
    architecture: fc.constantFrom('x86_64', 'arm64'),
    memorySize: fc.option(fc.integer({ min: 128, max: 10_240 })),
    timeout: fc.option(fc.integer({ min: 1, max: 900 })),
    ephemeralStorage: fc.integer({ min: 512, max: 10_240 }),
    environment: fc.dictionary(environmentKey, fc.option(fc.string({ maxLength: 20 })), {
      maxKeys: 4,
    }),
    tags: fc.dictionary(tagKey, fc.option(tagValue), { maxKeys: 4 }),
    layers: fc.array(
      fc
        .integer({ min: 1, max: 3 })
        .map((version) => `arn:aws:lambda:eu-central-1:123456789012:layer:one:${version}`),
      { maxLength: 3 },
    ),
    tracing: fc.constantFrom('Active', 'PassThrough'),
    logging: fc.oneof(logging, loggingWithLevels),
    reservedConcurrency: fc.option(fc.integer({ min: 100, max: 1000 })),
    vpc: fc.option(
      fc.record(
        {
          subnetIds: fc.constantFrom(['subnet-1'], ['subnet-2', 'subnet-1']),
          securityGroupIds: fc.constant(['sg-1']),
          ipv6AllowedForDualStack: fc.boolean(),
        },
        { requiredKeys: ['subnetIds', 'securityGroupIds'] },
      ),
    ),
    deadLetter: fc.option(fc.constant({ targetArn: 'arn:aws:sqs:eu-central-1:123456789012:dead' })),
    kmsKeyArn: fc.option(fc.constant('arn:aws:kms:eu-central-1:123456789012:key/1')),
    provisionedConcurrency: fc.option(fc.integer({ min: 1, max: 100 })),
    asyncInvocation: fc.option(
      fc.record({ maximumRetryAttempts: fc.integer({ min: 0, max: 2 }) }, { requiredKeys: [] }),
    ),
    recursion: fc.option(fc.constantFrom('Allow', 'Terminate')),
    runtimeManagement: fc.option(fc.constant({ updateRuntimeOn: 'FunctionUpdate' as const })),
    role: fc.constantFrom('a', 'b').map((name) => `arn:aws:iam::123456789012:role/${name}`),
  },
  { requiredKeys: [] },
);
