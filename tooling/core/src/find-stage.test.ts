import { expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { findStage, type DeployConfig } from './index.ts';

const config: DeployConfig = {
  service: 'penguins',
  stages: {
    dev: { region: 'us-east-1' },
    prod: {
      account: '123456789012',
      region: 'eu-central-1',
      namePrefix: 'prod-',
      rolePath: '/birds/',
      profile: 'birds',
      versionsToKeep: 3,
    },
  },
};

test('fills in what a stage leaves out', () => {
  expect(findStage(config, 'dev')).toEqual({
    name: 'dev',
    account: undefined,
    region: 'us-east-1',
    namePrefix: '',
    rolePath: '/lambda-deploy/',
    versionsToKeep: 10,
  });
});

test('takes what a stage says', () => {
  expect(findStage(config, 'prod')).toEqual({
    name: 'prod',
    account: '123456789012',
    region: 'eu-central-1',
    namePrefix: 'prod-',
    rolePath: '/birds/',
    profile: 'birds',
    versionsToKeep: 3,
  });
});

test('knows the local stage without a declaration', () => {
  const expected = {
    name: 'local',
    account: '000000000000',
    region: 'us-east-1',
    namePrefix: '',
    rolePath: '/lambda-deploy/',
    versionsToKeep: 10,
  };
  expect(findStage({ service: 'penguins' }, 'local')).toEqual(expected);
  expect(findStage(config, 'local')).toEqual(expected);
});

test('lets the local stage be declared otherwise', () => {
  const stages = { local: { region: 'eu-west-1', namePrefix: 'mine-' } };
  expect(findStage({ service: 'penguins', stages }, 'local')).toMatchObject({
    account: undefined,
    region: 'eu-west-1',
    namePrefix: 'mine-',
  });
});

test('suggests the nearest name', () => {
  const error = caught(() => findStage(config, 'prdo'));
  expect(error).toMatchObject({ code: 'UNKNOWN_STAGE', message: 'there is no stage "prdo"' });
  expect(error.hint).toBe('did you mean "prod"? stages are declared in deploy.config.ts');
});

test('lists all names when none is near', () => {
  const { hint } = caught(() => findStage(config, 'acceptance'));
  expect(hint).toBe('stages are declared in deploy.config.ts; there are local, dev, prod');
});

test.each(['constructor', 'toString', '__proto__', ''])(
  'has no stage "%s" that nobody declared',
  (name) => {
    expect(caught(() => findStage(config, name)).code).toBe('UNKNOWN_STAGE');
    expect(caught(() => findStage({ service: 'penguins' }, name)).code).toBe('UNKNOWN_STAGE');
  },
);

test('keeps as many versions as all stages say, unless the stage says otherwise', () => {
  const generous: DeployConfig = { ...config, versionsToKeep: 'all' };
  expect(findStage(generous, 'dev')).toMatchObject({ versionsToKeep: 'all' });
  expect(findStage(generous, 'prod')).toMatchObject({ versionsToKeep: 3 });
});
