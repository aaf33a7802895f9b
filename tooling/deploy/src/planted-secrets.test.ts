import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setEnvironment } from '../test/by-hand.ts';
import { refusal, startProxy, type OwnAnswer } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';
import { lambdaFiles, verifiableWorkspace } from '../test/verify-lab.ts';

const run = promisify(execFile);

/** Part of every secret: found in whatever part of it is printed. */
const mark = 'pl4nted';

const secretOf = (name: string) => `${mark}-${name}-Zx7 "quoted"\n${mark}-second-line/+=`;

/** In the environment of whoever runs the commands. */
const variables: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: `${mark}-secret-key`,
  AWS_SESSION_TOKEN: `${mark}-session-token`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: `${mark}-id-token`,
  GITHUB_TOKEN: `${mark}-github`,
  NPM_TOKEN: `${mark}-npm`,
  NODE_AUTH_TOKEN: `${mark}-node-auth`,
  TURBO_REMOTE_CACHE_SIGNATURE_KEY: `${mark}-turbo`,
  LITERAL: secretOf('literal'),
};

const handler = (text: string) =>
  `exports.handler = async () => { console.log(process.env); return { text: '${text}', ...process.env }; };\n`;

const configuration = (more = '') =>
  `export default {
  environment: {
    LITERAL: process.env.LITERAL ?? 'not set',
    PARAMETER: { parameter: '/planted', resolve: 'deploy' },
    SECRET: { secret: 'planted', key: 'token', resolve: 'deploy' },
    ${more}
  },
};\n`;

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'planted-'));
  vi.stubEnv('TMPDIR', temporary);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(temporary, { recursive: true, force: true });
});

async function keepSecrets({ aws }: TestStage): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = { endpoint: aws.url, region: aws.region, credentials };
  const [ssm, manager] = [new SSMClient(client), new SecretsManagerClient(client)];
  const Value = secretOf('parameter');
  await ssm.send(new PutParameterCommand({ Name: '/planted', Value, Type: 'SecureString' }));
  const SecretString = JSON.stringify({ token: secretOf('secret') });
  await manager.send(new CreateSecretCommand({ Name: 'planted', SecretString }));
  ssm.destroy();
  manager.destroy();
}

/** All files below a directory in which a secret stands. */
async function filesWithSecrets(root: string, passedOver: RegExp): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !passedOver.test(relative(root, path)))
      .map(async (path) => ((await readFile(path)).includes(mark) ? [relative(root, path)] : [])),
  );
  return found.flat();
}

/** As they are, or as base64 of one of them. */
const isLeaking = (text: string): boolean =>
  text.includes(mark) ||
  Object.values(variables).some((value) => text.includes(Buffer.from(value).toString('base64')));

it('no command prints, saves or logs a secret', async () => {
  await using workspace = await verifiableWorkspace({
    ...lambdaFiles('hello', 'none'),
    'lambdas/hello/index.js': handler('one'),
    'lambdas/hello/lambda.config.ts': configuration(),
    ...lambdaFiles('chatty', 'none'),
    // What a build is given, and prints, stands in turbo's log and cache.
    'lambdas/chatty/package.json': JSON.stringify({
      name: '@lambdas/chatty',
      scripts: { build: 'env && lambda build' },
    }),
    '.npmrc': `//registry.example/:_authToken=${mark}-npmrc\n`,
    'deploy.config.ts':
      "export default { service: 'tests', stages: { next: { region: 'us-east-1', namePrefix: 'next-' } } };\n",
  });
  const { root: cwd } = workspace;
  const remote = `https://x-access-token:${mark}-remote@github.example/o/r.git`;
  await run('git', ['remote', 'add', 'origin', remote], { cwd });
  await using stage = await startStage();
  await keepSecrets(stage);

  let answer: ((words: string) => OwnAnswer | undefined) | undefined;
  await using proxy = await startProxy(stage.aws.url, ({ method, path, body }) =>
    Promise.resolve(answer?.(`${method} ${path} ${body}`)),
  );
  const summary = join(temporary, 'summary.md');
  const saved = join(temporary, 'plan.json');
  const env = { ...variables, AWS_ENDPOINT_URL: proxy.url, GITHUB_STEP_SUMMARY: summary };
  const check = async (args: readonly string[], expected = 0) => {
    const { exitCode, out, err } = await runLambda(args, { cwd, env });
    expect([args, exitCode, isLeaking(out + err) ? out + err : '']).toEqual([args, expected, '']);
    return out + err;
  };

  await check(['plan']);
  await check(['plan', '--json']);
  await check(['plan', '--out', saved]);
  await check(['deploy', '--plan', saved, '--json']);
  await check(['verify', 'chatty']);
  // The environment that somebody else set, and an answer of AWS that quotes all of it.
  await setEnvironment(stage, 'hello', { OTHERS: secretOf('others') });
  await workspace.write({
    'lambdas/hello/lambda.config.ts': configuration("MORE: 'not secret',"),
    'lambdas/hello/index.js': handler('two'),
    'lambdas/hello/events/call.json': '{}',
    'lambdas/hello/events/call.expect.json': '{ "payload": { "text": "another" } }',
  });
  answer = (words) =>
    /^PUT .*\/hello\/configuration/.test(words)
      ? refusal(
          400,
          'InvalidParameterValueException',
          `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"LITERAL":"${mark}"}`,
        )
      : undefined;
  expect(await check(['deploy'], 1)).toContain('String measured: (hidden)');
  answer = undefined;
  // The function answers and logs its whole environment.
  expect(await check(['deploy'], 1)).toContain('payload.text is "two"');
  await check(['deploy', '--json'], 1);
  await workspace.write({
    'lambdas/hello/events/call.expect.json': '{ "payload": { "text": "two" } }',
  });
  await check(['deploy']);
  for (const args of [['status'], ['history', 'hello'], ['drift'], ['why', 'hello'], ['build']]) {
    await check(args);
    await check([...args, '--json']);
  }
  await check(['adopt', 'hello']);
  await check(['promote', '--from', 'local', '--to', 'next', '--dry-run', '--json']);
  await check(['verify', 'hello', '--json'], 2);
  await check(['rollback', 'hello', '--json']);
  await check(['plan', '--json']);
  await check(['unpin', 'hello', '--json']);
  await check(['prune', '--dry-run', '--json']);
  await check(['prune-versions', '--dry-run', '--json']);

  expect(await readFile(summary, 'utf8')).toContain('hello');
  // Where the test itself has put them; and the local AWS, which keeps what it is given.
  const planted = /^(?:stage-|workspace-[^/]+\/(?:\.npmrc$|\.git\/config$|\.git\/objects\/))/;
  expect(await filesWithSecrets(temporary, planted)).toEqual([]);
});
