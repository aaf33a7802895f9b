import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { createWorkspace } from './create-workspace.ts';
import { runLambda } from './run-lambda.ts';
import { startStage, type TestStage } from './stage.ts';

export const manifestOf = (name: string) =>
  JSON.stringify({ name: `@lambdas/${name}`, scripts: { build: 'lambda build' } });
/** A lambda that stays and one that goes. */
export const orphanFiles = {
  'lambdas/stays/index.js': "exports.handler = async () => 'stays';\n",
  'lambdas/stays/package.json': manifestOf('stays'),
  'lambdas/gone/index.js': "exports.handler = async () => 'gone';\n",
  'lambdas/gone/package.json': manifestOf('gone'),
};

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
export const clientOf = ({ aws }: TestStage) => ({
  endpoint: aws.url,
  region: aws.region,
  credentials,
});

export const roleName = ({ aws }: TestStage, name: string) => `${name}-${aws.region}`;

/** Whether the role that a deploy made for a function is there. */
export async function hasRole(stage: TestStage, name: string): Promise<boolean> {
  const iam = new IAMClient(clientOf(stage));
  const command = new GetRoleCommand({ RoleName: roleName(stage, name) });
  const found = await iam.send(command).then(
    () => true,
    () => false,
  );
  iam.destroy();
  return found;
}

/** Whether the log group of a function is there. */
export async function hasLogs(stage: TestStage, name: string): Promise<boolean> {
  const logs = new CloudWatchLogsClient(clientOf(stage));
  const logGroupNamePrefix = `/aws/lambda/${name}`;
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  logs.destroy();
  return (logGroups ?? []).length > 0;
}

/** Two functions, one of which has been called, whose lambda is gone by now. */
export async function startWithOrphan(options: { readonly removed: boolean } = { removed: true }) {
  const workspace = await createWorkspace(orphanFiles);
  const stage = await startStage();
  const run = (...args: readonly string[]) =>
    runLambda(args, { cwd: workspace.root, env: stage.env });
  const { exitCode, err } = await run('deploy');
  if (exitCode !== 0) throw new Error(err);
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
