import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { startProxy, type OwnAnswer, type Proxy } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

interface Kept {
  readonly parameters: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

const json = (status: number, value: unknown): OwnAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value),
});

/** Answers for SSM and Secrets Manager with what is kept there, and passes everything else on. */
function keeping({ aws }: TestStage, kept: Kept): Promise<Proxy> {
  return startProxy(aws.url, ({ path, body }) => {
    if (path !== '/' || !body.startsWith('{')) return Promise.resolve(undefined);
    const asked = JSON.parse(body) as { readonly Names?: string[]; readonly SecretId?: string };
    if (asked.Names !== undefined) {
      const Parameters = asked.Names.filter((Name) => kept.parameters[Name] !== undefined).map(
        (Name) => ({ Name, Value: kept.parameters[Name], Type: 'SecureString' }),
      );
      return Promise.resolve(json(200, { Parameters }));
    }
    if (asked.SecretId === undefined) return Promise.resolve(undefined);
    const SecretString = kept.secrets[asked.SecretId];
    return Promise.resolve(
      SecretString === undefined
        ? json(400, { __type: 'ResourceNotFoundException', Message: 'no such secret' })
        : json(200, { Name: asked.SecretId, SecretString }),
    );
  });
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
  await using proxy = await keeping(stage, kept);
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
  // A secret is asked for once, however many of its keys are wanted.
  const asked = proxy.seen.filter(({ body }) => body.includes('SecretId'));
  expect(asked).toHaveLength(3);
});

it('a new value is a change, the same one is none', async () => {
  await using stage = await startStage();
  await using workspace = await createWorkspace(lambda(environment));
  const run = async (values: Kept) => {
    await using proxy = await keeping(stage, values);
    return await runLambda(['deploy'], {
      cwd: workspace.root,
      env: { AWS_ENDPOINT_URL: proxy.url },
    });
  };
  await run(kept);
  expect(await run(kept)).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('nothing to do'),
  });
  const { out } = await run({ ...kept, parameters: { '/penguins/table': 's3cr3t-new' } });
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
  await using proxy = await keeping(stage, kept);
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
