import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import { expect, it } from 'vitest';
import { replaceCodeByHand } from '../test/by-hand.ts';
import { createWorkspace, lambdaManifest } from '../test/create-workspace.ts';
import { startProxy } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const handler = (text: string) => `exports.handler = async () => '${text}';\n`;
const two = {
  'lambdas/first/index.js': handler('first'),
  'lambdas/second/index.js': handler('second'),
};

const isThere = ({ lambda }: TestStage, name: string, qualifier?: string) =>
  lambda.send(new GetFunctionCommand({ FunctionName: name, Qualifier: qualifier })).then(
    () => true,
    () => false,
  );

it('writes nothing to the stage when one lambda cannot be built, and shows the line', async () => {
  await using workspace = await createWorkspace({
    ...two,
    'lambdas/second/package.json': lambdaManifest('second'),
    'lambdas/second/index.js': undefined,
    'lambdas/second/index.ts': 'export const handler = async () => {\n  return 1 +;\n};\n',
  });
  await using stage = await startStage();
  const deployed = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toContain('second could not be built');
  expect(deployed.out).toContain('lambdas/second/index.ts:2:');
  expect(deployed.out).toContain('return 1 +;');
  expect(await isThere(stage, 'first')).toBe(false);
});

it('names the exports of an entry without a handler', async () => {
  await using workspace = await createWorkspace({
    'lambdas/first/index.js': 'exports.handle = async () => 1;\n',
  });
  await using stage = await startStage();
  const deployed = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toContain('HANDLER_MISSING');
  expect(deployed.out).toContain('handle');
});

it('switches nothing when one function cannot be prepared, and finishes with the next run', async () => {
  const role = 'arn:aws:iam::000000000000:role/by-hand';
  await using workspace = await createWorkspace({
    ...two,
    'lambdas/second/lambda.config.ts': `export default { role: '${role}' };\n`,
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toContain(`Lambda cannot assume the role ${role}`);
  expect(deployed.out).toMatch(/first +not live +prepared, not switched/);
  expect(await isThere(stage, 'first')).toBe(true);
  expect(await isThere(stage, 'first', 'live')).toBe(false);

  await makeRole(stage, 'by-hand');
  const again = await runLambda(['deploy'], options);
  expect(again.out).toContain('an earlier deploy stopped before it was live');
  expect(again.exitCode).toBe(0);
  const { Versions } = await stage.lambda.send(
    new ListVersionsByFunctionCommand({ FunctionName: 'first' }),
  );
  expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
});

it('leaves a function of the same name alone that somebody else made', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const role = await makeRole(stage, 'somebody');
  const contents = new TextEncoder().encode(handler('theirs'));
  await stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'first',
      Role: role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipFiles([{ path: 'index.js', contents }]) },
    }),
  );
  const deployed = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(deployed.exitCode).toBe(2);
  expect(deployed.out).toContain('FUNCTION_NOT_OURS');
  expect(await isThere(stage, 'second')).toBe(false);
});

it('refuses to move live when somebody else did so since the plan was made', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  await workspace.write({ 'lambdas/first/index.js': handler('newer') });

  const stranger = once(() => replaceCodeByHand(stage, 'first'));
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method === 'PUT' && path.endsWith('/functions/first/code')) await stranger();
  });
  const deployed = await runLambda(['deploy', '--json'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(deployed.exitCode).toBe(3);
  expect(jsonLines(deployed.out).at(-1)).toMatchObject({
    report: {
      functions: [
        { outcome: 'failed', failure: { code: 'REMOTE_MOVED' } },
        { outcome: 'unchanged' },
      ],
    },
  });
});

it('puts back what it switched when another switch fails', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  await workspace.write({
    'lambdas/first/index.js': handler('newer'),
    'lambdas/second/index.js': handler('newer'),
  });

  const stranger = once(() => replaceCodeByHand(stage, 'first'));
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method === 'PUT' && path.endsWith('/functions/first/aliases/live')) await stranger();
  });
  const deployed = await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(deployed.exitCode).toBe(3);
  expect(deployed.err).toContain('second: live is version 1 again');
  const invoked = await runLambda(['invoke', 'second'], { cwd: workspace.root, env: stage.env });
  expect(invoked.out).toBe('"second"\n');
});

it('begins nothing more after Ctrl-C, switches nothing, and a second run finishes', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const controller = new AbortController();
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/versions')) controller.abort();
    return Promise.resolve();
  });
  const deployed = await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
    signal: controller.signal,
  });
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toContain('nothing was switched');
  expect(await isThere(stage, 'first', 'live')).toBe(false);
  const again = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(again.exitCode).toBe(0);
});

it('says that nobody answers at the endpoint', async () => {
  await using workspace = await createWorkspace(two);
  const stage = await startStage();
  await stage[Symbol.asyncDispose]();
  const planned = await runLambda(['plan'], { cwd: workspace.root, env: stage.env });
  expect(planned.exitCode).toBe(1);
  expect(planned.err).toContain('NETWORK_FAILED');
  expect(planned.err).toContain('ECONNREFUSED');
});

it('takes wrong names, stages and flags for what they are', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const lambda = await runLambda(['deploy', 'frist'], options);
  expect(lambda).toMatchObject({ exitCode: 2 });
  expect(lambda.err).toContain('did you mean "first"?');
  const wrongStage = await runLambda(['plan', '--stage', 'lcal'], options);
  expect(wrongStage).toMatchObject({ exitCode: 2 });
  expect(wrongStage.err).toContain('did you mean "local"?');
  const flag = await runLambda(['plan', '--stag', 'local'], options);
  expect(flag).toMatchObject({ exitCode: 2 });
  expect(flag.err).toContain("unknown option '--stag'");
});

it('names the file of a corrupt .local/, and starts anew without it', async () => {
  await using workspace = await createWorkspace(two);
  const options = { cwd: workspace.root };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  const file = '.local/documents/lambda/functions/first.json';
  await workspace.write({ [file]: '{"a":' });

  const status = await runLambda(['status'], options);
  expect(status.exitCode).toBe(2);
  expect(status.err).toContain('STATE_CORRUPT');
  expect(status.err).toContain(`${file} is not JSON`);

  await workspace.write({ '.local': undefined });
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
});

it('makes no package of a directory whose name Lambda refuses', async () => {
  const long = 'x'.repeat(65);
  await using workspace = await createWorkspace({
    'lambdas/b@d/index.js': handler('bad'),
  });
  const bad = await runLambda(['deploy'], { cwd: workspace.root });
  expect(bad).toMatchObject({ exitCode: 2, out: '' });
  expect(bad.err).toContain('lambdas/b@d cannot be a function');
  await workspace.write({
    'lambdas/b@d': undefined,
    [`lambdas/${long}/index.js`]: handler('long'),
  });
  expect((await runLambda(['deploy'], { cwd: workspace.root })).err).toContain('65 characters');
});

/** Runs something at the first call only. */
function once(run: () => Promise<void>): () => Promise<void> {
  let ran: Promise<void> | undefined;
  return () => (ran ??= run());
}

/** A role that Lambda may assume. @returns its ARN */
async function makeRole({ aws }: TestStage, name: string): Promise<string> {
  const iam = new IAMClient({
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const principal = { Service: 'lambda.amazonaws.com' };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
      }),
    }),
  );
  iam.destroy();
  return Role?.Arn ?? '';
}
