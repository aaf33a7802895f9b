import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, it } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { openStore } from '../test/open-store.ts';
import { startProxy } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

interface Kept {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Puts parameters and secrets where they are kept; those that are there get the new values. */
async function keep({ aws }: TestStage, { parameters = {}, secrets = {} }: Kept): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const configuration = { endpoint: aws.url, region: aws.region, credentials };
  const ssm = new SSMClient(configuration);
  const manager = new SecretsManagerClient(configuration);
  for (const [Name, Value] of Object.entries(parameters)) {
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
  }
  for (const [Name, SecretString] of Object.entries(secrets)) {
    await manager.send(new CreateSecretCommand({ Name, SecretString }));
  }
  ssm.destroy();
  manager.destroy();
}

const lambda = (environment: string) => ({
  'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
  'lambdas/hello/lambda.config.ts': `export default { environment: ${environment} };\n`,
});

const environment = `{
  TABLE: { parameter: '/penguins/table', resolve: 'deploy' },
  TOKEN: { secret: 'penguins/api', key: 'token', resolve: 'deploy' },
  PORT: { secret: 'penguins/api', key: 'port', resolve: 'deploy' },
  OTHER: { secret: 'penguins/api' },
}`;

const kept: Kept = {
  parameters: { '/penguins/table': 's3cr3t-table' },
  secrets: { 'penguins/api': JSON.stringify({ token: 's3cr3t-token', port: 5432 }) },
};

const readEnvironment = async ({ lambda: client }: TestStage) => {
  const { Configuration } = await client.send(
    new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }),
  );
  return Configuration?.Environment?.Variables;
};

it('values that are kept elsewhere are read when a deploy is planned, and printed nowhere', async () => {
  await using stage = await startStage();
  await using workspace = await createWorkspace(lambda(environment));
  await keep(stage, kept);
  await using proxy = await startProxy(stage.aws.url);
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };
  const printed = [];
  for (const args of [['deploy'], ['plan', '--json'], ['plan', '--out', 'plan.json']]) {
    const { exitCode, out, err } = await runLambda(args, options);
    expect(exitCode).toBe(0);
    printed.push(out, err);
  }
  expect(await readEnvironment(stage)).toEqual({
    TABLE: 's3cr3t-table',
    TOKEN: 's3cr3t-token',
    PORT: '5432',
    OTHER: 'penguins/api',
    NODE_OPTIONS: '--enable-source-maps',
  });
  expect(printed.join('\n')).not.toContain('s3cr3t');
  const saved = await readFile(join(workspace.root, 'plan.json'), 'utf8');
  expect(saved).toContain('"savedPlanVersion"');
  expect(saved).not.toContain('s3cr3t');
  // A secret is asked for once, however many of its keys are wanted.
  const asked = proxy.seen.filter(({ body }) => body.includes('SecretId'));
  expect(asked).toHaveLength(3);
});

it('a function reads what it has the name of by itself when it runs', async () => {
  await using stage = await startStage();
  await keep(stage, kept);
  await using open = openStore(stage.aws.url);
  const { resolve } = createRequire(import.meta.url);
  const code = `
const { GetParameterCommand, SSMClient } = require(${JSON.stringify(resolve('@aws-sdk/client-ssm'))});
const { GetSecretValueCommand, SecretsManagerClient } = require(${JSON.stringify(resolve('@aws-sdk/client-secrets-manager'))});
const { TABLE, API } = process.env;
exports.handler = async () => {
  const ssm = new SSMClient();
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: TABLE, WithDecryption: true }));
  const secrets = new SecretsManagerClient();
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: API }));
  return [TABLE, Parameter.Value, JSON.parse(SecretString).token];
};
`;
  const config = {
    timeout: 30,
    memorySize: 512,
    environment: { TABLE: { parameter: '/penguins/table' }, API: { secret: 'penguins/api' } },
  };
  await open.deploy('hello', { code, config });
  const { Payload, FunctionError } = await stage.lambda.send(
    new InvokeCommand({ FunctionName: 'hello', Qualifier: 'live' }),
  );
  expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual([
    '/penguins/table',
    's3cr3t-table',
    's3cr3t-token',
  ]);
  expect(FunctionError).toBeUndefined();
});

it('a new value is a change, the same one is none', async () => {
  await using stage = await startStage();
  await using workspace = await createWorkspace(lambda(environment));
  const run = () => runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  await keep(stage, kept);
  await run();
  const again = await run();
  expect(again).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('1 unchanged') as string,
  });
  await keep(stage, { parameters: { '/penguins/table': 's3cr3t-new' } });
  const { out } = await run();
  expect(out).toContain('environment.TABLE changed');
  expect(out).not.toContain('s3cr3t');
  expect(await readEnvironment(stage)).toMatchObject({ TABLE: 's3cr3t-new' });
});

it('all that is missing is said at once, before anything is written', async () => {
  await using stage = await startStage();
  await using workspace = await createWorkspace(
    lambda(`{
      TABLE: { parameter: '/none', resolve: 'deploy' },
      TOKEN: { secret: 'none', resolve: 'deploy' },
      KEY: { secret: 'penguins/api', key: 'none', resolve: 'deploy' },
    }`),
  );
  await keep(stage, kept);
  await using proxy = await startProxy(stage.aws.url);
  const { exitCode, err } = await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(exitCode).toBe(2);
  expect(err).toContain('REFERENCE_MISSING');
  expect(err).toContain(
    'lambdas/hello: environment.TABLE: parameter /none: there is no such parameter',
  );
  expect(err).toContain('lambdas/hello: environment.TOKEN: secret none: there is no such secret');
  expect(err).toContain(
    'lambdas/hello: environment.KEY: secret penguins/api, key none: has no such key',
  );
  expect(err).not.toContain('s3cr3t');
  expect(proxy.seen.filter(({ method }) => method === 'PUT')).toEqual([]);
});

it('parameters are asked for ten at a time, by name, version and ARN', async () => {
  await using stage = await startStage();
  const names = Array.from({ length: 11 }, (_, index) => `/p/${index}`);
  await keep(stage, { parameters: Object.fromEntries(names.map((name) => [name, `v${name}`])) });
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url);
  const arn = 'arn:aws:ssm:us-east-1:000000000000:parameter/p/3';
  const asked = [...names.slice(1), '/p/0:1', arn];
  const answers = await open.store.readReferences(
    asked.map((name) => ({ kind: 'parameter' as const, name })),
  );
  expect([...answers.values()]).toEqual([
    ...names.slice(1).map((name) => ({ value: `v${name}` })),
    { value: 'v/p/0' },
    { value: 'v/p/3' },
  ]);
  expect(proxy.seen.filter(({ body }) => body.includes('"Names"'))).toHaveLength(2);
});
