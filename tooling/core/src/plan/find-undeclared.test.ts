import { expect, test } from 'vitest';
import { artifactOf, liveOf, want } from '../../test/examples.ts';
import { candidateOf } from '../../test/deploy-one.ts';
import { planDeployment, type LambdaConfig, type LiveSettings } from '../index.ts';

/** What a plan says of a function that was deployed as `then`, changed by hand, and is wanted `now`. */
function undeclaredOf(
  change: Partial<LiveSettings>,
  { then = {}, now = then }: { then?: LambdaConfig; now?: LambdaConfig } = {},
): readonly string[] {
  const live = liveOf(want(then), artifactOf('a'));
  const changed = { ...live, settings: { ...live.settings, ...change } };
  const { undeclared } = planDeployment({
    service: 'penguins',
    stage: 'prod',
    account: '123456789012',
    region: 'eu-central-1',
    commit: 'none',
    candidates: [candidateOf(want(now), changed, { artifact: artifactOf('a') })],
    owned: [],
    functionNames: ['prod-predict'],
  });
  return undeclared.flatMap(({ fields }) => fields);
}

const role = 'arn:aws:iam::123456789012:role/mine';

test('nothing is undeclared on a function as it was deployed', () => {
  expect(undeclaredOf({})).toEqual([]);
});

test('a role that was declared once stays, and is said', () => {
  expect(undeclaredOf({}, { then: { role } })).toEqual([]);
  expect(undeclaredOf({}, { then: { role }, now: {} })).toEqual(['role']);
});

test('the role that is made is not worth a word, in whatever partition', () => {
  const made = 'arn:aws-cn:iam::123456789012:role/lambda-deploy/prod-predict-eu-central-1';
  expect(undeclaredOf({ role: made })).toEqual([]);
  expect(undeclaredOf({ role: `${made}-2` })).toEqual(['role']);
});

test('nor is it under the path that roles were made under before', () => {
  const made = (path: string) => `arn:aws:iam::123456789012:role${path}prod-predict-eu-central-1`;
  expect(undeclaredOf({ role: made('/') })).toEqual([]);
  expect(undeclaredOf({ role: made('/teams/birds/') })).toEqual([]);
  expect(undeclaredOf({ role: made('/x-') })).toEqual(['role']);
});

test('a description, a log group and a key that nobody declares any more are said', () => {
  const then: LambdaConfig = {
    description: 'Names species',
    logging: { logGroup: '/teams/birds' },
    sourceKmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/1',
  };
  expect(undeclaredOf({}, { then })).toEqual([]);
  expect(undeclaredOf({}, { then, now: {} })).toEqual([
    'description',
    'sourceKmsKeyArn',
    'logging.logGroup',
  ]);
  const unset = { description: null, logging: { logGroup: null }, sourceKmsKeyArn: null };
  expect(undeclaredOf({}, { then, now: unset })).toEqual([]);
});

test('log levels and a format that nobody declares are said', () => {
  const json = { format: 'JSON', applicationLogLevel: 'DEBUG', systemLogLevel: 'INFO' } as const;
  expect(undeclaredOf({ logging: json })).toEqual([
    'logging.format',
    'logging.applicationLogLevel',
  ]);
  expect(undeclaredOf({ logging: json }, { then: { logging: { format: 'JSON' } } })).toEqual([
    'logging.applicationLogLevel',
  ]);
  const defaults = { format: 'JSON', applicationLogLevel: 'INFO', systemLogLevel: 'INFO' } as const;
  expect(undeclaredOf({ logging: defaults }, { then: { logging: { format: 'JSON' } } })).toEqual(
    [],
  );
});

test.each([
  ['--enable-source-maps --max-http-header-size=65536', ['environment.NODE_OPTIONS']],
  ['--max-http-header-size=65536', ['environment.NODE_OPTIONS']],
  ['--enable-source-maps', []],
])('NODE_OPTIONS %j of somebody else are said, our own flag is not', (NODE_OPTIONS, fields) => {
  expect(undeclaredOf({ environment: { NODE_OPTIONS } })).toEqual(fields);
  const now = { environment: { NODE_OPTIONS: '--no-warnings' } };
  expect(undeclaredOf({ environment: { NODE_OPTIONS } }, { now })).toEqual([]);
});
