import {
  AttachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { isThere, makeRole, replaceCodeByHand } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import {
  clientOf,
  hasLogs,
  hasRole,
  manifestOf,
  orphanFiles,
  roleName,
  startWithOrphan,
} from '../test/orphan.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

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
  expect((await run('prune', '--dry-run', '--exit-code')).exitCode).toBe(4);
  expect((await run('prune', '--exit-code')).err).toContain('goes with --dry-run only');

  const pruned = await run('prune');
  expect(pruned).toMatchObject({ exitCode: 0 });
  expect(pruned.out).toContain('gone of lambdas/gone: removed');
  expect(await isThere(stage, 'gone')).toBe(false);
  expect(await hasRole(stage, 'gone')).toBe(false);
  expect(await hasLogs(stage, 'gone')).toBe(false);
  expect(await isThere(stage, 'stays', 'live')).toBe(true);
  expect(await hasRole(stage, 'stays')).toBe(true);
  expect(await run('prune', '--dry-run', '--exit-code')).toMatchObject({
    exitCode: 0,
    out: 'there are no orphans\n',
  });
});

it('removes orphans after a deploy that went well, and only then', async () => {
  await using one = await startWithOrphan();
  const { workspace, stage, run } = one;
  await workspace.write({ 'lambdas/stays/index.js': 'exports.handler = ;\n' });
  const failed = await run('deploy', '--prune');
  expect(failed.exitCode).toBe(1);
  expect(await isThere(stage, 'gone')).toBe(true);

  await workspace.write({ 'lambdas/stays/index.js': orphanFiles['lambdas/stays/index.js'] });
  const deployed = await run('deploy', '--prune');
  expect(deployed.exitCode).toBe(0);
  expect(deployed.out).toContain('gone of lambdas/gone: removed');
  expect(deployed.out).toMatch(/orphan.*it is removed once everything is live/);
  expect(deployed.out).not.toContain('it is left alone');
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
    'it has an alias of somebody: blue',
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
  await workspace.write({ 'lambdas/added/package.json': manifestOf('added') });
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

it('leaves a role and a log group that are not of our making', async () => {
  await using workspace = await createWorkspace(orphanFiles);
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
