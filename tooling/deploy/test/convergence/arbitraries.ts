import type { FaultsInput } from '@tooling/local';
import fc from 'fast-check';
import type { Source } from '../open-store.ts';
import type { Lambdas } from './engine.ts';

const names = ['a', 'b', 'c'] as const;
export const allNames: readonly string[] = names;

const source: fc.Arbitrary<Source> = fc.record({
  text: fc.constantFrom('one', 'two', 'three'),
  config: fc.record(
    {
      memorySize: fc.constantFrom(128, 256, 512),
      timeout: fc.constantFrom(3, 30),
      description: fc.constantFrom('one', 'two'),
      environment: fc.dictionary(fc.constantFrom('MODE', 'LEVEL'), fc.constantFrom('x', 'y')),
      tags: fc.dictionary(fc.constantFrom('team', 'cost'), fc.constantFrom('x', 'y')),
      reservedConcurrency: fc.constantFrom(1, 10),
      tracing: fc.constantFrom('Active' as const, 'PassThrough' as const),
      logging: fc.constantFrom(7 as const, 30 as const).map((days) => ({ retentionInDays: days })),
      asyncInvocation: fc.record({ maximumRetryAttempts: fc.constantFrom(0, 1) }),
    },
    { requiredKeys: [] },
  ),
});

/** Some of three lambdas, each with some code and configuration. */
export const workspaces: fc.Arbitrary<Lambdas> = fc
  .array(fc.tuple(fc.constantFrom(...names), source), { minLength: 1, maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));

const deeds = [
  'delete',
  'delete-alias',
  'delete-role',
  'code',
  'environment',
  'concurrency',
  'untag',
  'publish',
  'move-live-back',
  'half-done-canary',
  'failed-update',
  'pin',
  'foreign',
] as const;

/** What somebody does by hand between two deploys. */
export interface ByHand {
  readonly name: (typeof names)[number];
  readonly does: (typeof deeds)[number];
}

export const interventions: fc.Arbitrary<readonly ByHand[]> = fc.array(
  fc.record({ name: fc.constantFrom(...names), does: fc.constantFrom(...deeds) }),
  { maxLength: 3 },
);

const operations = [
  'GetFunction',
  'CreateFunction',
  'UpdateFunctionConfiguration',
  'UpdateFunctionCode',
  'PublishVersion',
  'CreateAlias',
  'UpdateAlias',
  'GetAlias',
  'DeleteFunction',
  'lambda:TagResource',
  'lambda:UntagResource',
  'PutFunctionConcurrency',
  'PutFunctionEventInvokeConfig',
  'UpdateFunctionEventInvokeConfig',
  'CreateRole',
  'GetRole',
  'PutRolePolicy',
  'logs:*',
] as const;

type Rule = FaultsInput['rules'][number];

const failures = ['throttle', '500', '503', 'drop-request', 'drop-answer', 'half-answer'] as const;

/** Faults that can happen to any request, at its first or a later one, some times in a row. */
const anywhere: fc.Arbitrary<Rule> = fc.record({
  operation: fc.constantFrom(...operations),
  fault: fc.constantFrom(...failures),
  at: fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 8 }))
    .map(([from, more]) => ({ from, to: from + more })),
});

/** The same to a share of the requests, which the seed draws. */
const byChance: fc.Arbitrary<Rule> = fc.record({
  operation: fc.constantFrom(...operations, '*' as const),
  fault: fc.constantFrom(...failures),
  chance: fc.constantFrom(0.1, 0.3, 0.6),
  times: fc.integer({ min: 1, max: 12 }),
});

/** Requests overtake each other, as the seed draws it. */
const delays: fc.Arbitrary<Rule> = fc.record({
  operation: fc.constantFrom(...operations, '*' as const),
  fault: fc.constant('delay' as const),
  ms: fc.constant({ from: 0, to: 15 }),
  chance: fc.constantFrom(0.3, 1),
});

const updates = ['UpdateFunctionConfiguration', 'UpdateFunctionCode'] as const;

/** Faults that only some requests can have. */
const special: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    operation: fc.constantFrom(...updates, 'PublishVersion' as const),
    fault: fc.constantFrom('conflict' as const, 'precondition' as const),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    operation: fc.constantFrom(...updates, 'CreateFunction' as const),
    fault: fc.constant('ends-failed' as const),
    times: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    operation: fc.constant('CreateFunction' as const),
    fault: fc.constant('role-not-ready' as const),
    times: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({
    operation: fc.constantFrom('PublishVersion' as const, 'UpdateAlias' as const, ...updates),
    fault: fc.constant('stranger' as const),
    does: fc.constantFrom(
      'delete' as const,
      'code' as const,
      'configuration' as const,
      'alias' as const,
    ),
    times: fc.constant(1),
  }),
);

/** What goes wrong during one run. */
export const faultSchedules: fc.Arbitrary<FaultsInput> = fc.record({
  seed: fc.nat({ max: 9999 }),
  rules: fc.array(fc.oneof(anywhere, byChance, delays, special), { minLength: 1, maxLength: 4 }),
});
