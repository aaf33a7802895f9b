import {
  CreateAliasCommand,
  CreateFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  InvokeCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import { expect, it } from 'vitest';
import { makeRole } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { startProxy, writesOf, type Intervention } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const files = {
  'lambdas/hello/index.js': "exports.handler = async () => 'ours';\n",
  'lambdas/hello/lambda.config.ts':
    "export default { memorySize: 256, environment: { MODE: 's3cr3t-ours' } };\n",
};

/** Somebody else's function, as the console makes them. @returns its ARN */
async function makeForeign(stage: TestStage, name = 'hello'): Promise<string> {
  const contents = new TextEncoder().encode("exports.handler = async () => 'theirs';\n");
  const { FunctionArn = '' } = await stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: await makeRole(stage, `role-of-${name}`),
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipFiles([{ path: 'index.js', contents }]) },
      Environment: { Variables: { THEIRS: 's3cr3t-theirs' } },
      Tags: { team: 'fish' },
    }),
  );
  return FunctionArn;
}

const read = ({ lambda }: TestStage, Qualifier?: string) =>
  lambda.send(new GetFunctionCommand({ FunctionName: 'hello', Qualifier }));

const call = async ({ lambda }: TestStage, Qualifier?: string) => {
  const output = await lambda.send(new InvokeCommand({ FunctionName: 'hello', Qualifier }));
  return output.Payload?.transformToString();
};

it('shows what would be taken over, and writes nothing without --yes', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  await makeForeign(stage);
  await using proxy = await startProxy(stage.aws.url);
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };

  const refused = await runLambda(['deploy'], options);
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain('lambda adopt <name>');

  const shown = await runLambda(['adopt', 'hello'], options);
  expect(shown.exitCode).toBe(0);
  expect(shown.out).toContain('hello: would be taken over');
  expect(shown.out).toContain('is missing: $LATEST is published as it is');
  expect(shown.out).toContain('lambda-deploy:service=tests');
  expect(shown.out).toContain('memorySize 128 → 256');
  expect(shown.out).toContain('environment.MODE changed');
  expect(shown.out).toMatch(/next deploy +code: /);
  expect(shown.out).toMatch(/stays +role\n +environment.THEIRS\n +tags.team/);
  expect(shown.out).toContain('add --yes');

  const json = await runLambda(['adopt', 'hello', '--json'], options);
  expect(jsonLines(json.out).at(-1)).toMatchObject({
    type: 'adoption',
    functions: [{ functionName: 'hello', outcome: 'adoptable', hasLive: false }],
  });
  expect(shown.out + json.out).not.toContain('s3cr3t');
  expect(writesOf(proxy.seen)).toEqual([]);
});

it('takes a function over without changing what it does; the next deploy updates it', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  await makeForeign(stage);
  const options = { cwd: workspace.root, env: stage.env };
  const before = await read(stage);

  const adopted = await runLambda(['adopt', 'hello', '--yes'], options);
  expect(adopted.exitCode).toBe(0);
  expect(adopted.out).toContain('hello: taken over');
  expect(adopted.out).toContain('names version 1, which served before');
  const live = await read(stage, 'live');
  expect(live.Configuration?.CodeSha256).toBe(before.Configuration?.CodeSha256);
  expect(live.Tags).toMatchObject({ team: 'fish', 'lambda-deploy:service': 'tests' });
  expect(await call(stage)).toBe('"theirs"');
  expect(await call(stage, 'live')).toBe('"theirs"');

  const again = await runLambda(['adopt', 'hello', '--yes'], options);
  expect(again.out).toContain('hello: is ours already');

  const plan = await runLambda(['plan'], options);
  expect(plan.exitCode).toBe(0);
  expect(plan.out).toMatch(/hello +update +code: /);
  expect(plan.out).toContain('memorySize 128 → 256');
  expect(plan.out).toContain('role, environment.THEIRS, tags.team set on the function');
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  expect(await call(stage, 'live')).toBe('"ours"');
  const { Configuration } = await read(stage, 'live');
  expect(Configuration?.Environment?.Variables).toMatchObject({ THEIRS: 's3cr3t-theirs' });
});

const imageUri = (tag: string) => `000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:${tag}`;

async function makeForeignImage(stage: TestStage): Promise<void> {
  await stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'hello',
      Role: await makeRole(stage, 'role-of-container'),
      PackageType: 'Image',
      Code: { ImageUri: imageUri('theirs') },
    }),
  );
}

it('takes over a container image for a lambda that is one, also when an answer is lost', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/lambda.config.ts': `export default { image: { uri: '${imageUri('ours')}' } };\n`,
  });
  await using stage = await startStage();
  await makeForeignImage(stage);
  let isLost = false;
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    const loses = !isLost && method === 'POST' && path.endsWith('/versions');
    isLost ||= loses;
    return Promise.resolve<Intervention | undefined>(loses ? 'drop-answer' : undefined);
  });
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };
  const adopted = await runLambda(['adopt', 'hello', '--yes'], options);
  expect(adopted).toMatchObject({ exitCode: 0 });
  expect(adopted.out).toContain('hello: taken over');
  expect(isLost).toBe(true);
  expect((await read(stage, 'live')).Code?.ImageUri).toBe(imageUri('theirs'));

  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  expect((await read(stage, 'live')).Code?.ImageUri).toBe(imageUri('ours'));
});

it('refuses an image for a zip, and a zip for an image', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  await makeForeignImage(stage);
  await makeForeign(stage, 'image');
  await workspace.write({
    'lambdas/image/lambda.config.ts': `export default { image: { uri: '${imageUri('ours')}' } };\n`,
  });
  const options = { cwd: workspace.root, env: stage.env };
  const refused = await runLambda(['adopt', 'hello', 'image', '--yes'], options);
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain(
    'hello runs a container image, which Lambda cannot turn into a zip',
  );
  expect(refused.out).toContain(
    'image runs a zip, which Lambda cannot turn into a container image',
  );
});

it('leaves a live alias and all others where they are', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  await makeForeign(stage);
  const FunctionName = 'hello';
  await stage.lambda.send(new PublishVersionCommand({ FunctionName }));
  for (const Name of ['live', 'blue']) {
    const alias = { FunctionName, Name, FunctionVersion: '1' };
    await stage.lambda.send(new CreateAliasCommand(alias));
  }
  const options = { cwd: workspace.root, env: stage.env };
  const adopted = await runLambda(['adopt', 'hello', '--yes'], options);
  expect(adopted.out).toContain('names version 1, which served before');
  expect(adopted.out).toContain('alias blue of version 1');
  const blue = new GetAliasCommand({ FunctionName, Name: 'blue' });
  expect(await stage.lambda.send(blue)).toMatchObject({ FunctionVersion: '1' });
  const versions = new ListVersionsByFunctionCommand({ FunctionName });
  expect((await stage.lambda.send(versions)).Versions).toHaveLength(2);
});

it('leaves a function of another service to it, unless that service gives it up', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const Resource = await makeForeign(stage);
  const Tags = {
    'lambda-deploy:service': 'others',
    'lambda-deploy:stage': 'local',
    'lambda-deploy:lambda': 'hello',
  };
  await stage.lambda.send(new TagResourceCommand({ Resource, Tags }));
  const options = { cwd: workspace.root, env: stage.env };
  for (const flags of [[], ['--from-service', 'somebody']]) {
    const refused = await runLambda(['adopt', 'hello', '--yes', ...flags], options);
    expect(refused.exitCode).toBe(2);
    expect(refused.out).toContain('ADOPTION_REFUSED  hello belongs to somebody');
    expect(refused.out).toContain('--from-service others');
  }
  expect((await read(stage)).Tags).toMatchObject(Tags);
  const flags = ['--yes', '--from-service', 'others'];
  expect(await runLambda(['adopt', 'hello', ...flags], options)).toMatchObject({ exitCode: 0 });
  expect((await read(stage)).Tags).toMatchObject({ 'lambda-deploy:service': 'tests' });
});

it('does not take over what changed since it was looked at', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  await makeForeign(stage);
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method !== 'POST' || !path.endsWith('/versions')) return;
    const change = { FunctionName: 'hello', MemorySize: 1024 };
    await stage.lambda.send(new UpdateFunctionConfigurationCommand(change));
  });
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };
  const adopted = await runLambda(['adopt', 'hello', '--yes'], options);
  expect(adopted.exitCode).toBe(3);
  expect(adopted.out).toContain('REMOTE_MOVED  hello changed since it was looked at');
  expect((await read(stage)).Tags).toEqual({ team: 'fish' });
});

it('finishes with the next run what was interrupted, and repeats what lost its answer', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  await makeForeign(stage);
  const dropped = new Set<string>();
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    const isFirst = method === 'POST' && !dropped.has(path);
    if (isFirst) dropped.add(path);
    return Promise.resolve(isFirst ? ('drop-answer' as const) : undefined);
  });
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };
  const adopted = await runLambda(['adopt', 'hello', '--yes'], options);
  expect(adopted).toMatchObject({ exitCode: 0 });
  expect(dropped.size).toBeGreaterThanOrEqual(3);
  expect((await read(stage, 'live')).Configuration?.Version).toBe('1');
});

it('says of what is not there, or not named, what to do', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const absent = await runLambda(['adopt', 'hello', '--yes'], options);
  expect(absent.exitCode).toBe(0);
  expect(absent.out).toContain('there is no such function in this stage');
  expect(await runLambda(['adopt'], options)).toMatchObject({ exitCode: 2 });
});
