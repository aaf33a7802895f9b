import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, afterEach, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { createAnsweringTerminal } from '../test/answering-terminal.ts';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import { jsonLines, runLambda, type RunOptions } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const account = '123456789012';
const stages = {
  prod: { account, region: 'us-east-1', namePrefix: 'prod-' },
  open: { region: 'us-east-1' },
  bare: { account, region: 'us-east-1', rolePath: '/' },
  other: { account: '210987654321', region: 'us-east-1' },
};
const providerArn = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

let workspace: TestWorkspace;
let stage: TestStage;
let iam: IAMClient;

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'admin');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'admin');
  workspace = await createWorkspace({
    'deploy.config.ts': `export default ${JSON.stringify({ service: 'tests', stages })};\n`,
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
  });
  stage = await startStage({ accountId: account });
  const credentials = { accessKeyId: 'admin', secretAccessKey: 'admin' };
  iam = new IAMClient({ endpoint: stage.aws.url, region: 'us-east-1', credentials });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  iam.destroy();
  await stage[Symbol.asyncDispose]();
  await workspace[Symbol.asyncDispose]();
});

const bootstrap = (args: readonly string[], options: Partial<RunOptions> = {}) =>
  runLambda(['bootstrap', '--stage', 'prod', '--repo', 'owner/name', ...args], {
    cwd: workspace.root,
    env: stage.env,
    ...options,
  });

const trustOf = async (RoleName: string) => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
};

it('shows what it would do, and writes nothing unasked', async () => {
  const { exitCode, out } = await bootstrap([]);
  expect(exitCode).toBe(0);
  expect(out).toContain(`bootstrap of tests in stage prod: account ${account}, us-east-1`);
  expect(out).toContain('take tokens of https://token.actions.githubusercontent.com');
  expect(out).toContain(
    'make the role tests-prod-deploy, for jobs of repo:owner/name:environment:prod',
  );
  expect(out).toContain('nothing was written: add --yes');
  await expect(iam.send(new GetRoleCommand({ RoleName: 'tests-prod-plan' }))).rejects.toThrow();
});

it('makes everything once, tagged, and says what the repository has to be given', async () => {
  const { exitCode, out, err } = await bootstrap(['--yes', '--environment', 'production']);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  const roles = `arn:aws:iam::${account}:role/lambda-bootstrap`;
  const plan = `${roles}/tests-prod-plan`;
  for (const row of [
    `AWS_PLAN_ROLE_ARN +repository +DEPLOY_STAGE is prod +${plan}`,
    `AWS_PRODUCTION_PLAN_ROLE_ARN +repository +PRODUCTION_STAGE is prod +${plan}`,
    `AWS_DEPLOY_ROLE_ARN +environment production +always +${roles}/tests-prod-deploy`,
  ]) {
    expect(out).toMatch(new RegExp(row));
  }
  const boundary = `arn:aws:iam::${account}:policy/lambda-bootstrap/tests-prod-boundary`;
  expect(out).toContain(`stages.prod.permissionsBoundary: '${boundary}'`);
  expect(JSON.parse(await trustOf('tests-prod-deploy'))).toMatchObject({
    Statement: [
      {
        Principal: { Federated: providerArn },
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': 'repo:owner/name:environment:production',
          },
        },
      },
    ],
  });
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: boundary }));
  expect(Policy?.Tags).toContainEqual({ Key: 'lambda-deploy:stage', Value: 'prod' });

  const again = await bootstrap(['--yes', '--environment', 'production']);
  expect(again.out).toContain('nothing to do: all of it is there');
});

it('puts right what somebody changed, and asks on a terminal', async () => {
  await bootstrap(['--yes']);
  const open = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
  });
  const RoleName = 'tests-prod-plan';
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: open }));
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'read' }));
  const no = createAnsweringTerminal([[`Do that in account ${account}?`, '\r']]);
  const kept = await bootstrap([], { terminal: no.terminal });
  expect(kept.out).toContain('give the role tests-prod-plan to jobs of');
  expect(await trustOf(RoleName)).toBe(open);

  const yes = createAnsweringTerminal([[`Do that in account ${account}?`, 'y']]);
  await bootstrap([], { terminal: yes.terminal });
  expect(await trustOf(RoleName)).toContain('repo:owner/name:pull_request');
  expect((await bootstrap([])).out).toContain('nothing to do');
});

it('gives somebody else’s provider our audience, and nothing else', async () => {
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['theirs'],
    }),
  );
  const { out } = await bootstrap(['--yes']);
  expect(out).toContain('take tokens for sts.amazonaws.com of the provider that is there');
  const OpenIDConnectProviderArn = providerArn;
  const found = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
  expect(found.ClientIDList).toEqual(['theirs', 'sts.amazonaws.com']);
  expect(found.Tags ?? []).toEqual([]);
});

it('leaves a role of somebody else’s alone', async () => {
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'tests-prod-deploy',
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }],
      }),
    }),
  );
  const { exitCode, err } = await bootstrap(['--yes']);
  expect(exitCode).not.toBe(0);
  expect(err).toContain(`the role arn:aws:iam::${account}:role/tests-prod-deploy exists`);
  await expect(iam.send(new GetRoleCommand({ RoleName: 'tests-prod-plan' }))).rejects.toThrow();
});

it('names owner and repository by their ids where the tokens do', async () => {
  await bootstrap(['--yes', '--repo-ids', '123/456', '--branch', 'trunk']);
  const plan = await trustOf('tests-prod-plan');
  expect(plan).toContain('"repo:owner-123/name-456:pull_request"');
  expect(plan).toContain('"repo:owner-123/name-456:ref:refs/heads/trunk"');
  expect(plan).not.toContain('repo:owner/name');
});

it('prints the same as a template, without asking anybody', async () => {
  const { exitCode, out } = await bootstrap(['--print'], { env: {} });
  expect(exitCode).toBe(0);
  // As CloudFormation reads it.
  const { Parameters, Resources } = parse(out, { version: '1.1' }) as {
    Parameters: unknown;
    Resources: Record<string, { Type: string }>;
  };
  expect(Parameters).toMatchObject({ MakeProvider: { AllowedValues: ['yes', 'no'] } });
  expect(JSON.stringify(Resources.Boundary)).toContain('"Version":"2012-10-17"');
  expect(Object.values(Resources).map(({ Type }) => Type)).toEqual([
    'AWS::IAM::OIDCProvider',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::Role',
    'AWS::IAM::Role',
  ]);
});

it('tells a program what it found', async () => {
  const [line] = jsonLines((await bootstrap(['--yes', '--json'])).out);
  const roles = `arn:aws:iam::${account}:role/lambda-bootstrap`;
  const plan = { of: 'repository', value: `${roles}/tests-prod-plan` };
  expect(line).toMatchObject({
    type: 'bootstrap',
    stage: 'prod',
    account,
    isDone: true,
    variables: [
      { name: 'AWS_PLAN_ROLE_ARN', where: 'DEPLOY_STAGE', ...plan },
      { name: 'AWS_PRODUCTION_PLAN_ROLE_ARN', where: 'PRODUCTION_STAGE', ...plan },
      {
        name: 'AWS_DEPLOY_ROLE_ARN',
        of: 'environment prod',
        value: `${roles}/tests-prod-deploy`,
      },
    ],
  });
});

it.each([
  [['--repo', 'name'], '--repo name is no repository of GitHub'],
  [['--repo', 'https://github.com/owner/name'], 'is no repository of GitHub'],
  [['--repo-ids', 'abc'], '--repo-ids abc are not the ids'],
  [['--environment', 'prod*'], '--environment prod* is not the name of one environment'],
  [['--stage', 'local'], 'the local AWS needs no roles'],
  [['--stage', 'nowhere'], 'there is no stage "nowhere"'],
  [['--stage', 'open'], 'stage open names no account'],
  [['--stage', 'bare'], 'whoever deploys could change every role of the account'],
  [
    ['--stage', 'other'],
    `stage other is in account 210987654321, the credentials belong to ${account}`,
  ],
])('refuses %j', async (args, message) => {
  const { exitCode, err } = await bootstrap([...args, '--yes']);
  expect(exitCode).toBe(2);
  expect(err).toContain(message);
});
