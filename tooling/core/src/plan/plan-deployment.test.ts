import { describe, expect, test } from 'vitest';
import { candidateOf } from '../../test/deploy-one.ts';
import { artifactOf, commit, exampleLambda, liveOf, stage, want } from '../../test/examples.ts';
import {
  planDeployment,
  wantFunction,
  type BuiltCandidate,
  type DeploymentInput,
  type LiveFunction,
} from '../index.ts';

const artifact = artifactOf('a');

const candidateNamed = (name: string): BuiltCandidate => ({
  wanted: wantFunction(exampleLambda({}, name), { service: 'penguins' }, stage),
  graphHash: 'graph-a',
  state: { kind: 'absent' },
  artifact,
});

const input: DeploymentInput = {
  service: 'penguins',
  stage: 'prod',
  account: '123456789012',
  region: 'eu-central-1',
  commit,
  candidates: [],
  owned: [],
  functionNames: [],
};

test('says for which stage and commit it is', () => {
  expect(planDeployment(input)).toEqual({
    planVersion: 1,
    service: 'penguins',
    stage: 'prod',
    account: '123456789012',
    region: 'eu-central-1',
    commit,
    functions: [],
    dependencies: {},
    orphans: [],
    undeclared: [],
  });
});

test('sorts the functions by lambda and leaves its input as it is', () => {
  const candidates = ['predict', 'a', 'retrain'].map(candidateNamed);
  const { functions } = planDeployment({ ...input, candidates });
  expect(functions.map(({ lambda }) => lambda)).toEqual(['a', 'predict', 'retrain']);
  expect(candidates.map(({ wanted }) => wanted.lambda)).toEqual(['predict', 'a', 'retrain']);
});

test('is plain data', () => {
  const live = { ...liveOf(want(), artifact), version: '3' };
  const candidates = [candidateNamed('new'), candidateOf(want({ timeout: 9 }), live, { artifact })];
  const plan = planDeployment({ ...input, candidates });
  // Fields that are undefined are left out of JSON, and nothing else is lost.
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

describe('orphans', () => {
  const ownedBy = (lambda: string) => ({
    functionName: `prod-${lambda}`,
    ownership: { service: 'penguins', stage: 'prod', lambda },
  });

  test('are functions of ours without a lambda, sorted', () => {
    const owned = ['z', 'predict', 'old'].map(ownedBy);
    const { orphans } = planDeployment({ ...input, owned, functionNames: ['prod-predict'] });
    expect(orphans).toEqual([
      { functionName: 'prod-old', lambda: 'old' },
      { functionName: 'prod-z', lambda: 'z' },
    ]);
  });

  test('are also those that a lambda had under another prefix', () => {
    const owned = [ownedBy('predict')];
    const { orphans } = planDeployment({ ...input, owned, functionNames: ['live-predict'] });
    expect(orphans).toEqual([{ functionName: 'prod-predict', lambda: 'predict' }]);
  });

  test('are not the functions of lambdas that this run leaves out', () => {
    const candidates = [candidateNamed('a')];
    const owned = [ownedBy('a'), ownedBy('b')];
    expect(
      planDeployment({ ...input, candidates, owned, functionNames: ['prod-a', 'prod-b'] }).orphans,
    ).toEqual([]);
  });
});

describe('what is set and declared nowhere', () => {
  const undeclaredOf = (live: LiveFunction) =>
    planDeployment({ ...input, candidates: [candidateOf(want(), live)] }).undeclared;

  const live = liveOf(want(), artifact);

  test('is nothing on a function as it was deployed', () => {
    expect(undeclaredOf(live)).toEqual([]);
  });

  test('is named with the function', () => {
    const settings = {
      ...live.settings,
      memorySize: 3008,
      timeout: 900,
      ephemeralStorage: 1024,
      tracing: 'Active',
      environment: { ...live.settings.environment, TOKEN: 'x', constructor: 'y', A: 'z' },
      layers: ['arn:aws:lambda:eu-central-1:123456789012:layer:one:1'],
    } as const;
    const attributes = {
      tags: { ...live.attributes.tags, team: 'fish', 'aws:cloudformation:stack-name': 'x' },
      reservedConcurrency: 0,
    };
    expect(undeclaredOf({ ...live, settings, attributes })).toEqual([
      {
        functionName: 'prod-predict',
        fields: [
          'memorySize',
          'timeout',
          'ephemeralStorage',
          'tracing',
          'environment.A',
          'environment.TOKEN',
          'environment.constructor',
          'layers',
          'tags.team',
          'reservedConcurrency',
        ],
      },
    ]);
  });

  test('is not what is declared, whatever it is now', () => {
    const wanted = want({ memorySize: 512, timeout: 9, tags: { team: 'birds' } });
    const settings = { ...live.settings, memorySize: 3008, timeout: 900 };
    const attributes = { tags: { ...live.attributes.tags, team: 'fish' } };
    const candidate = candidateOf(wanted, { ...live, settings, attributes }, { artifact });
    expect(planDeployment({ ...input, candidates: [candidate] }).undeclared).toEqual([]);
  });
});
