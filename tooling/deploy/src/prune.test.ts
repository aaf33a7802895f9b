import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AttachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  InvokeCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { isThere, makeRole, replaceCodeByHand } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const manifest = (name: string) =>
  JSON.stringify({ name: `@lambdas/${name}`, scripts: { build: 'lambda build' } });
const files = {
  'lambdas/stays/index.js': "exports.handler = async () => 'stays';\n",
  'lambdas/stays/package.json': manifest('stays'),
  'lambdas/gone/index.js': "exports.handler = async () => 'gone';\n",
  'lambdas/gone/package.json': manifest('gone'),
};

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const clientOf = ({ aws }: TestStage) => ({
  endpoint: aws.url,
  region: aws.region,
  credentials,
});

const roleName = ({ aws }: TestStage, name: string) => `${name}-${aws.region}`;

async function hasRole(stage: TestStage, name: string): Promise<boolean> {
  const iam = new IAMClient(clientOf(stage));
  const command = new GetRoleCommand({ RoleName: roleName(stage, name) });
  const found = await iam.send(command).then(
    () => true,
    () => false,
  );
  iam.destroy();
  return found;
}

async function hasLogs(stage: TestStage, name: string): Promise<boolean> {
  const logs = new CloudWatchLogsClient(clientOf(stage));
  const logGroupNamePrefix = `/aws/lambda/${name}`;
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  logs.destroy();
  return (logGroups ?? []).length > 0;
}

/** Two functions, one of which has been called, whose lambda is gone by now. */
async function startWithOrphan(options: { readonly removed: boolean } = { removed: true }) {
  const workspace = await createWorkspace(files);
  const stage = await startStage();
  const run = (...args: readonly string[]) =>
    runLambda(args, { cwd: workspace.root, env: stage.env });
  const { exitCode } = await run('deploy');
  expect(exitCode).toBe(0);
  const call = new InvokeCommand({ FunctionName: 'gone', Qualifier: 'live' });
  await stage.lambda.send(call);
  if (options.removed) {
    await workspace.write({ 'lambdas/gone': undefined });
    await workspace.commit('remove it');
  }
  return {
    workspace,
    stage,
    run,
    async [Symbol.asyncDispose]() {
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

it('removes an orphan with its role, the policies of it, and its log group', async () => {
  await using one = await startWithOrphan();
  const { stage, run } = one;
  const iam = new IAMClient(clientOf(stage));
  const RoleName = roleName(stage, 'gone');
  const PolicyArn = 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const policy = { RoleName, PolicyName: 'more', PolicyDocument };
  await iam.send(new PutRolePolicyCommand(policy)).catch(() => undefined);
  iam.destroy();
  expect(await hasLogs(stage, 'gone')).toBe(true);

  const dry = await run('prune', '--dry-run');
  expect(dry.exitCode).toBe(0);
  expect(dry.out).toContain('gone of lambdas/gone: would be removed');
  expect(dry.out).toContain(`role ${RoleName}`);
  expect(dry.out).toContain('log group /aws/lambda/gone');
  expect(await isThere(stage, 'gone')).toBe(true);

  const pruned = await run('prune');
  expect(pruned).toMatchObject({ exitCode: 0 });
  expect(pruned.out).toContain('gone of lambdas/gone: removed');
  expect(await isThere(stage, 'gone')).toBe(false);
  expect(await hasRole(stage, 'gone')).toBe(false);
  expect(await hasLogs(stage, 'gone')).toBe(false);
  expect(await isThere(stage, 'stays', 'live')).toBe(true);
  expect(await hasRole(stage, 'stays')).toBe(true);
  expect((await run('prune')).out).toBe('there are no orphans\n');
});

it('removes orphans after a deploy that went well, and only then', async () => {
  await using one = await startWithOrphan();
  const { workspace, stage, run } = one;
  await workspace.write({ 'lambdas/stays/index.js': 'exports.handler = ;\n' });
  const failed = await run('deploy', '--prune');
  expect(failed.exitCode).toBe(1);
  expect(await isThere(stage, 'gone')).toBe(true);

  await workspace.write({ 'lambdas/stays/index.js': files['lambdas/stays/index.js'] });
  const deployed = await run('deploy', '--prune');
  expect(deployed.exitCode).toBe(0);
  expect(deployed.out).toContain('gone of lambdas/gone: removed');
  expect(await isThere(stage, 'gone')).toBe(false);
});

it('removes nothing for a run that looks at a part', async () => {
  await using one = await startWithOrphan();
  const { workspace, stage, run } = one;
  expect((await run('deploy', '--prune', 'stays')).err).toContain('--prune goes with no names');
  for (const command of ['deploy', 'prune']) {
    const args = command === 'deploy' ? ['deploy', '--prune'] : ['prune'];
    const env = { ...stage.env, DEPLOY_ONLY: 'stays' };
    const refused = await runLambda(args, { cwd: workspace.root, env });
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('DEPLOY_ONLY restricts this run');
  }
  expect(await isThere(stage, 'gone')).toBe(true);
});

it.each<[string, (stage: TestStage) => Promise<unknown>, string, boolean]>([
  [
    'a policy lets others call it',
    async ({ lambda }) => {
      const statement = { StatementId: 'from-s3', Principal: 's3.amazonaws.com' };
      const Action = 'lambda:InvokeFunction';
      await lambda.send(
        new AddPermissionCommand({
          ...statement,
          FunctionName: 'gone',
          Qualifier: 'live',
          Action,
        }),
      );
    },
    'its policy lets others call it: from-s3',
    false,
  ],
  [
    'it has another alias',
    ({ lambda }) =>
      lambda.send(
        new CreateAliasCommand({ FunctionName: 'gone', Name: 'blue', FunctionVersion: '1' }),
      ),
    'it has aliases of somebody: blue',
    false,
  ],
  [
    'live was published by hand',
    (stage) => replaceCodeByHand(stage, 'gone'),
    'version 2 was published by hand',
    true,
  ],
])('keeps an orphan when %s', async (_, meddle, words, isForcible) => {
  await using one = await startWithOrphan();
  const { stage, run } = one;
  await meddle(stage);
  const kept = await run('prune');
  expect(kept.exitCode).toBe(2);
  expect(kept.out).toContain('gone of lambdas/gone: kept');
  expect(kept.out).toContain(words);
  expect(kept.out).toContain('→');
  expect(await isThere(stage, 'gone')).toBe(true);
  const json = await run('prune', '--dry-run', '--json');
  expect(json.exitCode).toBe(0);
  expect(jsonLines(json.out)).toMatchObject([
    { type: 'removal', functions: [{ lambda: 'gone', outcome: 'kept', doubts: [{ isForcible }] }] },
  ]);
  const forced = await run('prune', '--force');
  expect(forced.exitCode).toBe(isForcible ? 0 : 2);
  expect(await isThere(stage, 'gone')).toBe(!isForcible);
});

it('does not take for an orphan what a newer commit, or another branch, has added', async () => {
  await using one = await startWithOrphan({ removed: false });
  const { workspace, stage, run } = one;
  // As a pipeline of the commit before would: there the lambda is not yet.
  const before = await workspace.commit('as it is', { allowEmpty: true });
  await workspace.write({ 'lambdas/added/index.js': "exports.handler = async () => 'new';\n" });
  await workspace.write({ 'lambdas/added/package.json': manifest('added') });
  await workspace.commit('add one');
  expect(await run('deploy')).toMatchObject({ exitCode: 0 });
  await workspace.checkout(before);
  const older = await run('deploy', '--prune');
  expect(older.exitCode).toBe(2);
  expect(older.out).toContain('added of lambdas/added: kept');
  expect(older.out).toContain('which descends from commit');

  await workspace.commit('another branch', { allowEmpty: true });
  const diverged = await run('prune');
  expect(diverged.exitCode).toBe(2);
  expect(diverged.out).toContain('which is on another branch');
  expect(await isThere(stage, 'added')).toBe(true);
  expect(await run('prune', '--force')).toMatchObject({ exitCode: 0 });
  expect(await isThere(stage, 'added')).toBe(false);
});

it('does not remove all functions of a stage at once', async () => {
  await using one = await startWithOrphan({ removed: false });
  const { workspace, stage, run } = one;
  await workspace.write({ lambdas: undefined });
  await workspace.commit('remove everything');
  const refused = await run('prune');
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toContain('all 2 functions of the stage are orphans: lambdas/ is empty');
  expect(await isThere(stage, 'gone')).toBe(true);
  expect(await run('prune', '--force')).toMatchObject({ exitCode: 0 });
  expect(await isThere(stage, 'stays')).toBe(false);
});

it('does not remove when the tags cannot be asked for', async () => {
  await using one = await startWithOrphan();
  const { workspace, stage } = one;
  await using proxy = await startProxy(stage.aws.url, ({ body }) =>
    Promise.resolve(
      body.includes('ResourceTypeFilters')
        ? {
            status: 400,
            headers: { 'x-amzn-errortype': 'AccessDeniedException' },
            body: JSON.stringify({ __type: 'AccessDeniedException', message: 'no' }),
          }
        : undefined,
    ),
  );
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const refused = await runLambda(['prune'], { cwd: workspace.root, env });
  expect(refused.exitCode).toBe(1);
  expect(refused.err).toContain('AWS_REFUSED');
  expect(writesOf(proxy.seen)).toEqual([]);
});

it.each<[string, (stage: TestStage) => Promise<unknown>]>([
  [
    'is changed',
    ({ lambda }) =>
      lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'gone', MemorySize: 512 }),
      ),
  ],
  [
    'is given to somebody else',
    ({ lambda, aws }) =>
      lambda.send(
        new TagResourceCommand({
          Resource: `arn:aws:lambda:${aws.region}:${aws.accountId}:function:gone`,
          Tags: { 'lambda-deploy:service': 'others' },
        }),
      ),
  ],
  ['is deployed', (stage) => replaceCodeByHand(stage, 'gone')],
])('does not remove what %s since it was looked at', async (_, meddle) => {
  await using one = await startWithOrphan();
  const { workspace, stage } = one;
  let looked = 0;
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    // The last look before the removal begins.
    const isLook = method === 'GET' && /\/functions\/gone(?:\?|$)/.test(path);
    looked += isLook && !path.includes('Qualifier') ? 1 : 0;
    if (isLook && looked === 2 && !path.includes('Qualifier')) await meddle(stage);
  });
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const failed = await runLambda(['prune'], { cwd: workspace.root, env });
  expect(failed.exitCode).toBe(3);
  expect(failed.out).toContain('REMOTE_MOVED  gone changed since it was looked at');
  expect(await isThere(stage, 'gone')).toBe(true);
});

it('finishes with the next run what was interrupted, after whichever request', async () => {
  for (let kept = 1; kept < 30; kept += 1) {
    await using one = await startWithOrphan();
    const { workspace, stage, run } = one;
    const interruption = new AbortController();
    let writes = 0;
    await using proxy = await startProxy(stage.aws.url, ({ method, path, body }) => {
      const isWrite =
        (method === 'DELETE' && path.startsWith('/20')) ||
        /Action=(?:Tag|Delete|Detach)/.test(body) ||
        body.includes('logGroupName"');
      writes += isWrite ? 1 : 0;
      if (writes <= kept) return Promise.resolve(undefined);
      interruption.abort();
      // From here on nothing comes through, as if the process had been killed.
      return Promise.resolve({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    });
    const env = { AWS_ENDPOINT_URL: proxy.url };
    const first = await runLambda(['prune'], { cwd: workspace.root, env });
    const wasWhole = !interruption.signal.aborted;
    expect(first.exitCode === 0).toBe(wasWhole);
    expect(await run('prune')).toMatchObject({ exitCode: 0 });
    expect(await isThere(stage, 'gone')).toBe(false);
    expect(await hasRole(stage, 'gone')).toBe(false);
    expect(await hasLogs(stage, 'gone')).toBe(false);
    if (wasWhole) return;
  }
  expect.unreachable('a removal has fewer writes');
});

it('leaves a role and a log group that are not of our making', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const role = await makeRole(stage, 'shared');
  await workspace.write({
    'lambdas/gone/lambda.config.ts': `export default { role: '${role}' };\n`,
  });
  await workspace.commit('a role of theirs');
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'lambdas/gone': undefined });
  const pruned = await runLambda(['prune'], options);
  expect(pruned.exitCode).toBe(0);
  expect(pruned.out).toContain(`${role} stays: it is not ours`);
  const iam = new IAMClient(clientOf(stage));
  expect(await iam.send(new GetRoleCommand({ RoleName: 'shared' }))).toBeDefined();
  iam.destroy();
});

it('says which orphan was meant', async () => {
  await using one = await startWithOrphan();
  const { stage, run } = one;
  expect((await run('prune', 'gon')).err).toContain('did you mean "gone"?');
  expect((await run('prune', 'stays')).err).toContain('is a lambda of this repository');
  await stage.lambda.send(new PublishVersionCommand({ FunctionName: 'gone' }));
  expect(await run('prune', 'lambdas/gone/')).toMatchObject({ exitCode: 0 });
});
