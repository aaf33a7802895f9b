import {
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DeleteFunctionCommand, LambdaClient, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { account, openAccessLab, region, type AccessLab } from '../test/access-lab.ts';

const boundary = `arn:aws:iam::${account}:policy/lambda-bootstrap/tests-prod-boundary`;
const open = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const AssumeRolePolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

let lab: AccessLab;
beforeAll(async () => {
  const stages = { prod: { account, region, namePrefix: 'prod-', permissionsBoundary: boundary } };
  lab = await openAccessLab({
    'deploy.config.ts': `export default ${JSON.stringify({ service: 'tests', stages })};\n`,
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
  });
  await lab.run(['bootstrap', '--stage', 'prod', '--repo', 'owner/name', '--yes']);
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

/** What a client of a role is made of. */
const optionsOf = async (kind: 'deploy' | 'plan') => ({
  endpoint: lab.stage.aws.url,
  region,
  credentials: await lab.as(kind),
});

const role = { RoleName: 'prod-hello', Path: '/lambda-deploy/', AssumeRolePolicyDocument };

it('the deploy role makes roles within the boundary', async () => {
  const iam = new IAMClient(await optionsOf('deploy'));
  await iam.send(new CreateRoleCommand({ ...role, PermissionsBoundary: boundary }));
  const policy = { RoleName: 'prod-hello', PolicyName: 'all', PolicyDocument: open };
  await expect(iam.send(new PutRolePolicyCommand(policy))).resolves.toBeDefined();
});

it.each([
  ['makes no role without the boundary', new CreateRoleCommand({ ...role, RoleName: 'prod-free' })],
  [
    'makes no role with another boundary',
    new CreateRoleCommand({
      ...role,
      RoleName: 'prod-other',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  ],
  [
    'makes no role under another path',
    new CreateRoleCommand({ ...role, Path: '/', PermissionsBoundary: boundary }),
  ],
  [
    'makes no role of another stage',
    new CreateRoleCommand({ ...role, RoleName: 'dev-hello', PermissionsBoundary: boundary }),
  ],
  [
    'takes the boundary from no role',
    new DeleteRolePermissionsBoundaryCommand({ RoleName: 'prod-hello' }),
  ],
  [
    'does not change the boundary',
    new CreatePolicyVersionCommand({
      PolicyArn: boundary,
      PolicyDocument: open,
      SetAsDefault: true,
    }),
  ],
  [
    'does not change itself',
    new PutRolePolicyCommand({
      RoleName: 'tests-prod-deploy',
      PolicyName: 'write',
      PolicyDocument: open,
    }),
  ],
])('the deploy role %s', async (_title, command) => {
  const iam = new IAMClient(await optionsOf('deploy'));
  await expect(iam.send(command as CreateRoleCommand)).rejects.toThrow(/is not authorized/);
});

it('the deploy role leaves functions and secrets alone that are not of its stage', async () => {
  const options = await optionsOf('deploy');
  const remove = new DeleteFunctionCommand({ FunctionName: 'dev-hello' });
  await expect(new LambdaClient(options).send(remove)).rejects.toThrow(/is not authorized/);
  const read = new GetSecretValueCommand({ SecretId: 'prod-database' });
  await expect(new SecretsManagerClient(options).send(read)).rejects.toThrow(/is not authorized/);
});

it('the plan role changes nothing', async () => {
  await lab.as('deploy');
  await lab.run(['deploy', '--stage', 'prod']);
  const move = { FunctionName: 'prod-hello', Name: 'live', FunctionVersion: '1' };
  const lambda = new LambdaClient(await optionsOf('plan'));
  await expect(lambda.send(new UpdateAliasCommand(move))).rejects.toThrow(
    'is not authorized to perform: lambda:UpdateAlias',
  );
  await lab.workspace.write({ 'lambdas/hello/index.js': "exports.handler = async () => 'two';\n" });
  const { out } = await lab.run(['deploy', '--stage', 'prod'], 1);
  expect(out).toContain('is not authorized to perform: lambda:UpdateFunctionCode');
  // The line that its policy lacks.
  expect(out).toContain('{"Effect":"Allow","Action":"lambda:UpdateFunctionCode","Resource":');
});

it.each([
  ['deploy', 'repo:owner/name:pull_request'],
  ['deploy', 'repo:owner/name:ref:refs/heads/main'],
  ['deploy', 'repo:owner/other:environment:prod'],
  ['plan', 'repo:owner/name:ref:refs/heads/elsewhere'],
  ['plan', 'repo:owner-evil/name:pull_request'],
] as const)('the %s role is not for jobs of %s', async (kind, subject) => {
  await expect(lab.as(kind, 'prod', subject)).rejects.toThrow(
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  );
});
