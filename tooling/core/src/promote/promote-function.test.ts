import { describe, expect, test } from 'vitest';
import { artifactOf, commit, exampleLambda, liveOf, stage } from '../../test/examples.ts';
import {
  describeFailure,
  planPromotion,
  promoteFunction,
  UserError,
  wantFunction,
  type FunctionState,
  type LambdaConfig,
  type LiveFunction,
} from '../index.ts';

const deployConfig = { service: 'penguins' };
const dev = { ...stage, name: 'dev', namePrefix: 'dev-' };
const absent: FunctionState = { kind: 'absent' };
const older = 'f'.repeat(40);

const want = (where: typeof stage, config: LambdaConfig = {}, name = 'predict') =>
  wantFunction(exampleLambda(config, name), deployConfig, where);

interface Situation {
  readonly live?: Partial<LiveFunction>;
  readonly sourceState?: FunctionState;
  readonly config?: LambdaConfig;
  readonly state?: FunctionState;
  readonly name?: string;
}

function promote({ live, sourceState, config, state = absent, name }: Situation = {}) {
  const source = want(dev, {}, name);
  return promoteFunction({
    source,
    sourceState: sourceState ?? {
      kind: 'live',
      live: { ...liveOf(source, artifactOf('a')), ...live },
    },
    wanted: want(stage, config, name),
    state,
    unpin: false,
  });
}

const plan = (...situations: readonly Situation[]) =>
  planPromotion({
    service: 'penguins',
    stage: 'prod',
    account: '123456789012',
    region: 'eu-central-1',
    fromStage: 'dev',
    promotions: situations.map(promote),
    relations: new Map(),
  });

const live = liveOf(want(dev), artifactOf('a'));
const { provenance } = live;
if (provenance === undefined) throw new Error('the example has its provenance');

test('has the origin of the version, and the configuration of the stage that it goes to', () => {
  const [planned] = plan({
    live: {
      provenance: { ...provenance, packageVersion: '0.9.0', committedAt: 1_763_000_000 },
      settings: { ...live.settings, handler: 'index.main', memorySize: 256 },
    },
    config: { memorySize: 512, description: 'In prod' },
  }).functions;
  expect(planned).toMatchObject({
    action: 'create',
    reasons: ['new function', 'as version 7 of stage dev'],
    functionName: 'prod-predict',
    description: 'In prod',
    artifact: { digest: artifactOf('a').digest, zipBytes: 1000 },
    settings: { handler: 'index.main', memorySize: 512 },
    provenance: {
      ...provenance,
      packageVersion: '0.9.0',
      committedAt: 1_763_000_000,
      description: want(stage, { description: 'In prod' }).descriptionHash,
    },
  });
});

test('does nothing where the same is live', () => {
  const state: FunctionState = { kind: 'live', live: liveOf(want(stage), artifactOf('a')) };
  expect(plan({ state }).functions).toMatchObject([{ action: 'none' }]);
});

test('gives each function the commit of its own version, and the plan the one of all', () => {
  expect(plan({}, { name: 'other' })).toMatchObject({ commit });
  const mixed = plan({ live: { provenance: { ...provenance, commit: older } } }, { name: 'other' });
  expect(mixed).toMatchObject({
    commit: 'none',
    functions: [
      { lambda: 'other', provenance: { commit } },
      { lambda: 'predict', provenance: { commit: older } },
    ],
  });
});

const unreadable: FunctionState = {
  kind: 'unreadable',
  failure: describeFailure(new UserError('AWS_REFUSED', 'predict: ServiceException')),
};

describe('takes nothing', () => {
  const codeOf = (situation: Situation) => promote(situation).candidate.failure?.code;

  test.each<[string, string, Situation]>([
    ['that is not live', 'FUNCTION_NOT_LIVE', { sourceState: absent }],
    ['that cannot be read', 'AWS_REFUSED', { sourceState: unreadable }],
    ['of somebody else', 'FUNCTION_NOT_OURS', { live: { attributes: { tags: {} } } }],
    ['that was published by hand', 'VERSION_UNUSABLE', { live: { provenance: undefined } }],
    ['whose code was replaced by hand', 'VERSION_UNUSABLE', { live: { codeSha256: 'else' } }],
    [
      'in the middle of a canary',
      'VERSION_UNUSABLE',
      { live: { switching: { version: '8', percent: 10 } } },
    ],
    [
      'that was built for another processor',
      'VERSION_UNUSABLE',
      { config: { architecture: 'arm64' } },
    ],
    [
      'that is a container image',
      'VERSION_UNUSABLE',
      { live: { settings: { ...live.settings, image: { uri: 'image:1' } } } },
    ],
  ])('%s', (_, code, situation) => {
    expect(codeOf(situation)).toBe(code);
    expect(plan(situation).functions).toMatchObject([{ action: 'blocked' }]);
  });
});
