import { AttachRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  TagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { replaceCodeByHand } from '../test/by-hand.ts';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import { clientOf, roleName } from '../test/orphan.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const manifest = JSON.stringify({ name: '@lambdas/hello', scripts: { build: 'lambda build' } });
const files = {
  'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
  'lambdas/hello/package.json': manifest,
  'lambdas/hello/lambda.config.ts': `export default {
  memorySize: 256,
  environment: { TOKEN: 's3cr3t' },
  tags: { team: 'fish' },
  reservedConcurrency: 5,
  logging: { retentionInDays: 7 },
  asyncInvocation: { maximumRetryAttempts: 1 },
};\n`,
};
const FunctionName = 'hello';

/** A function as it was deployed, and what drift says of it. */
async function startDeployed() {
  const workspace = await createWorkspace(files);
  const stage = await startStage();
  const run = (...args: readonly string[]) =>
    runLambda(args, { cwd: workspace.root, env: stage.env });
  const deployed = await run('deploy');
  if (deployed.exitCode !== 0) throw new Error(deployed.out + deployed.err);
  return {
    workspace,
    stage,
    run,
    async find() {
      const { out } = await run('drift', '--json');
      expect(out).not.toContain('s3cr3t');
      const [line] = jsonLines(out) as [{ functions: [{ drift: unknown[] }] }];
      return line.functions[0].drift;
    },
    async [Symbol.asyncDispose]() {
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

const arnOf = ({ aws }: TestStage) =>
  `arn:aws:lambda:${aws.region}:${aws.accountId}:function:${FunctionName}`;

it('finds none after a deploy, and writes nothing', async () => {
  await using one = await startDeployed();
  const { stage, workspace } = one;
  await using proxy = await startProxy(stage.aws.url);
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const drift = await runLambda(['drift', '--exit-code'], { cwd: workspace.root, env });
  expect(drift).toMatchObject({ exitCode: 0, err: '' });
  expect(drift.out).toContain('none: 1 functions are as they were deployed');
  expect(writesOf(proxy.seen)).toEqual([]);
});

it('exits with 4 when asked to, and shows fields without values of the environment', async () => {
  await using one = await startDeployed();
  const { stage, run } = one;
  const Environment = { Variables: { TOKEN: 's3cr3t2', THEIRS: 's3cr3t3' } };
  const change = { FunctionName, MemorySize: 512, Environment };
  await stage.lambda.send(new UpdateFunctionConfigurationCommand(change));
  await replaceCodeByHand(stage, FunctionName);

  expect(await run('drift')).toMatchObject({ exitCode: 0 });
  const drift = await run('drift', '--exit-code');
  expect(drift.exitCode).toBe(4);
  expect(drift.out).toMatch(/hello +live +version 1 +version 2, published by hand/);
  expect(drift.out).toMatch(/hello +code +as built +other code +changed by hand/);
  expect(drift.out).toMatch(/hello +memorySize +256 +512 +changed by hand/);
  expect(drift.out).toMatch(/hello +environment.NODE_OPTIONS +\(hidden\) +none +changed/);
  expect(drift.out).toMatch(/hello +environment.THEIRS +none +\(hidden\)/);
  expect(drift.out).toMatch(/hello +environment.TOKEN +\(hidden\) +\(hidden\)/);
  expect(drift.out).not.toContain('s3cr3t');
});

it('is put back by the command that the summary names', async () => {
  await using one = await startDeployed();
  const { stage, run, workspace } = one;
  await workspace.write({ 'lambdas/hello/index.js': "exports.handler = async () => 'two';\n" });
  await run('deploy');
  const move = { FunctionName, Name: 'live', FunctionVersion: '1' };
  await stage.lambda.send(new UpdateAliasCommand(move));
  expect(await one.find()).toMatchObject([{ field: 'live' }, { field: 'code' }]);
  expect(await run('deploy', '--verify')).toMatchObject({ exitCode: 0 });
  expect(await one.find()).toEqual([]);
});

it('tells in a plan what was set by hand from what the repository changed', async () => {
  await using one = await startDeployed();
  const { workspace, stage, run } = one;
  const change = { FunctionName, MemorySize: 512, Timeout: 9 };
  const Environment = { Variables: { TOKEN: 's3cr3t', THEIRS: 's3cr3t3' } };
  const edit = { ...change, Environment, TracingConfig: { Mode: 'Active' as const } };
  await stage.lambda.send(new UpdateFunctionConfigurationCommand(edit));
  await replaceCodeByHand(stage, FunctionName);
  await workspace.write({
    'lambdas/hello/lambda.config.ts': undefined,
    'lambdas/hello/lambda.config.mts':
      'export default { memorySize: 256, timeout: 30, ephemeralStorage: 1024 };\n',
  });
  const plan = await run('plan');
  expect(plan.out).toContain('code: version 2 was published by hand over version 1');
  expect(plan.out).toContain('live: moved by hand from version 1 to version 2, which was');
  expect(plan.out).toContain('tracing: set by hand, and declared nowhere: kept');
  expect(plan.out).toContain('environment.THEIRS: set by hand, and declared nowhere: kept');
  expect(plan.out).not.toContain('s3cr3t');
  expect(plan.out).toContain('memorySize 512 → 256 (set by hand)');
  expect(plan.out).toContain('timeout 9 → 30 (set by hand, and declared anew)');
  expect(plan.out).toMatch(/ephemeralStorage 512 → 1024$/m);
});

it.each<[string, (stage: TestStage) => Promise<unknown>, readonly unknown[]]>([
  [
    'weights',
    async ({ lambda }) => {
      const edit = { FunctionName, Description: 'edit' };
      await lambda.send(new UpdateFunctionConfigurationCommand(edit));
      await lambda.send(new PublishVersionCommand({ FunctionName }));
      const RoutingConfig = { AdditionalVersionWeights: { 2: 0.25 } };
      const alias = { FunctionName, Name: 'live', RoutingConfig };
      await lambda.send(new UpdateAliasCommand(alias));
    },
    [{ field: 'live.weights', live: '25 % on version 2', cause: 'hand' }],
  ],
  [
    'edits that wait in $LATEST',
    ({ lambda }) =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 77 })),
    [{ field: '$LATEST.timeout', deployed: '3', live: '77', cause: 'hand' }],
  ],
  [
    'tags',
    (stage) =>
      stage.lambda.send(new TagResourceCommand({ Resource: arnOf(stage), Tags: { team: 'cats' } })),
    [{ field: 'tags.team', deployed: 'fish', live: 'cats', cause: 'hand' }],
  ],
  [
    'concurrency',
    ({ lambda }) =>
      lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 9 }),
      ),
    [{ field: 'reservedConcurrency', deployed: '5', live: '9', cause: 'hand' }],
  ],
  [
    'asynchronous invocation',
    ({ lambda }) =>
      lambda.send(
        new PutFunctionEventInvokeConfigCommand({
          FunctionName,
          Qualifier: 'live',
          MaximumRetryAttempts: 2,
        }),
      ),
    [{ field: 'asyncInvocation', deployed: '{"maximumRetryAttempts":1}', cause: 'hand' }],
  ],
  [
    'the role',
    async (stage) => {
      const iam = new IAMClient(clientOf(stage));
      const RoleName = roleName(stage, FunctionName);
      const Statement = [{ Sid: 'Mine', Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      const PolicyName = 'execution';
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
      const PolicyArn = 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess';
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      iam.destroy();
    },
    [
      { field: 'role.policy', live: 'Mine added, Log gone', cause: 'hand' },
      { field: 'role.policies', live: 'AWSXRayDaemonWriteAccess', cause: 'hand' },
    ],
  ],
])('finds what was changed by hand: %s', async (_, meddle, expected) => {
  await using one = await startDeployed();
  await meddle(one.stage);
  expect(await one.find()).toMatchObject(expected);
});

it('says that it is unclear where the repository declares something else since', async () => {
  await using one = await startDeployed();
  const { stage, workspace } = one;
  await stage.lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 9 }),
  );
  await declare(workspace, 'export default { reservedConcurrency: 6 };\n');
  expect(await one.find()).toMatchObject([
    { field: 'reservedConcurrency', deployed: '6', live: '9', cause: 'unclear' },
  ]);
});

async function declare(workspace: TestWorkspace, text: string): Promise<void> {
  await workspace.write({
    'lambdas/hello/lambda.config.ts': undefined,
    'lambdas/hello/lambda.config.mts': text,
  });
}

it('takes neither what the repository changed, nor what waits for its switch, for drift', async () => {
  await using one = await startDeployed();
  const { stage, workspace, run } = one;
  await declare(workspace, 'export default { memorySize: 1024 };\n');
  expect(await one.find()).toEqual([]);
  // Another function that fails keeps this one from being switched: it is prepared.
  await workspace.write({
    'lambdas/hello/index.js': "exports.handler = async () => 'new';\n",
    'lambdas/fails/index.js': "exports.handler = async () => 'fails';\n",
    'lambdas/fails/lambda.config.ts': `export default { role: 'arn:aws:iam::${stage.aws.accountId}:role/none' };\n`,
  });
  expect(await run('deploy')).toMatchObject({ exitCode: 1 });
  await workspace.write({ 'lambdas/fails': undefined });
  expect(await one.find()).toEqual([]);
});
