import { expect, it } from 'vitest';
import type { DeployConfig } from '../config/deploy-config.ts';
import { findStage } from '../find-stage.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { accessTemplate } from './access-template.ts';
import { parseRepository } from './repository.ts';
import { wantAccess } from './want-access.ts';

const account = '123456789012';
const region = 'ap-southeast-1';

const accessOf = (
  service: string,
  stage: NonNullable<DeployConfig['stages']>[string],
  wanted: readonly WantedFunction[] = [],
) => {
  const deployConfig = { service, stages: { production: stage } };
  return wantAccess({
    deployConfig,
    stage: findStage(deployConfig, 'production'),
    repository: parseRepository('owner/name'),
    environment: 'production',
    branch: 'main',
    wanted,
  });
};

/** White space is not counted. */
const sizeOf = (document: object) => JSON.stringify(document).length;

it('fits into what IAM takes, with names as long as they get', () => {
  const { roles, boundary } = accessOf('s'.repeat(46), {
    account,
    region,
    namePrefix: `${'p'.repeat(20)}-`,
    rolePath: `/${'r'.repeat(30)}/`,
    codeBucket: 'b'.repeat(63),
    httpApi: {
      domain: { name: `${'d'.repeat(60)}.example.com` },
      accessLog: { logGroupArn: `arn:aws:logs:${region}:${account}:log-group:/http` },
    },
  });
  for (const { policies } of roles) {
    const sizes = Object.values(policies).map(sizeOf);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10_240);
  }
  expect(sizeOf(boundary?.document ?? {})).toBeLessThanOrEqual(6144);
});

it('uses the boundary that a stage names, and makes none then', () => {
  const theirs = `arn:aws:iam::${account}:policy/theirs`;
  const access = accessOf('birds', { account, region, permissionsBoundary: theirs });
  expect(access.boundary).toBeUndefined();
  expect(JSON.stringify(access.roles[1]?.policies)).toContain(
    `"iam:PermissionsBoundary":"${theirs}"`,
  );
  expect(Object.keys(accessTemplate(access).Resources as object)).not.toContain('Boundary');
});

it('refuses a service whose roles IAM would have no room for in their names', () => {
  expect(() => accessOf('s'.repeat(60), { account, region })).toThrow(/IAM takes 64/);
});

it('names the resources of the partition that the region is in', () => {
  const access = accessOf('birds', { account, region: 'cn-north-1' });
  expect(access.provider.arn).toBe(
    `arn:aws-cn:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
  );
  expect(JSON.stringify(access.roles)).not.toContain('arn:aws:');
});

it.each([
  ['owner', 'is no repository'],
  ['-owner/name', 'is no repository'],
  ['owner/na me', 'is no repository'],
  ['owner/*', 'is no repository'],
  ['owner/..', 'is no repository'],
  ['owner/name/more', 'is no repository'],
  ['', 'is no repository'],
])('takes %j for no repository', (text, message) => {
  expect(() => parseRepository(text)).toThrow(message);
});
