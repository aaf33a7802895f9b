import { expect, it } from 'vitest';
import { createWorkspace, lambdaManifest } from '../test/create-workspace.ts';
import { isThere } from '../test/by-hand.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const handler = (text: string) => `exports.handler = async () => '${text}';\n`;
const two = {
  'lambdas/first/index.js': handler('first'),
  'lambdas/second/index.js': handler('second'),
};

it('switches nothing when one lambda cannot be built, and shows the line', async () => {
  await using workspace = await createWorkspace({
    ...two,
    'lambdas/second/package.json': lambdaManifest('second'),
    'lambdas/second/index.js': undefined,
    'lambdas/second/index.ts': 'export const handler = async () => {\n  return 1 +;\n};\n',
  });
  await using stage = await startStage();
  const deployed = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toContain('BUILD_FAILED  lambdas/second: the bundler found an error');
  expect(deployed.out).toContain('lambdas/second/index.ts:2:');
  expect(deployed.out).toContain('return 1 +;');
  expect(await isThere(stage, 'first', 'live')).toBe(false);
});

it('says what serves all the same when a live lambda cannot be built', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  await runLambda(['deploy'], options);
  await workspace.write({ 'lambdas/first/index.js': 'exports.handler = (' });
  const deployed = await runLambda(['deploy'], options);
  expect(deployed).toMatchObject({ exitCode: 1 });
  expect(deployed.out).toMatch(/first +1 +failed/);
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

it('refuses credentials of another account, whatever is asked', async () => {
  await using workspace = await createWorkspace({
    ...two,
    'deploy.config.ts':
      "export default { service: 'tests', stages: { prod: { region: 'us-east-1', account: '111111111111' } } };\n",
  });
  await using stage = await startStage();
  const env = { ...stage.env, DEPLOY_STAGE: 'prod' };
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  Object.assign(process.env, keys);
  try {
    for (const args of [['plan'], ['deploy'], ['status'], ['invoke', 'first']]) {
      const ran = await runLambda(args, { cwd: workspace.root, env: { ...env, ...keys } });
      expect(ran).toMatchObject({ exitCode: 2, out: '' });
      expect(ran.err).toContain('ACCOUNT_MISMATCH');
    }
  } finally {
    for (const key of Object.keys(keys)) Reflect.deleteProperty(process.env, key);
  }
});

it('takes nothing for another stage, or for all lambdas, because a variable is empty', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const cwd = workspace.root;
  const runs = [
    await runLambda(['plan', '--stage', ''], { cwd, env: stage.env }),
    await runLambda(['plan'], { cwd, env: { ...stage.env, DEPLOY_STAGE: '' } }),
    await runLambda(['plan'], { cwd, env: { ...stage.env, DEPLOY_ONLY: ',' } }),
  ];
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2]);
  expect(runs.map(({ err }) => err.split('\n')[0])).toEqual([
    'USAGE  --stage is empty',
    'USAGE  DEPLOY_STAGE is empty',
    'USAGE  DEPLOY_ONLY names no lambda: ","',
  ]);
});

it('says that nobody answers at the endpoint', async () => {
  await using workspace = await createWorkspace(two);
  // No system gives such a port to whoever asks for a free one, as it may give one that was just closed.
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
  const planned = await runLambda(['plan'], { cwd: workspace.root, env });
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
  const json = await runLambda(['plan', '--json', '--stag', 'local'], options);
  expect(jsonLines(json.out)).toMatchObject([{ type: 'error', failure: { code: 'USAGE' } }]);
  const completed = await runLambda(['plan', 'lambdas/first/', '@lambdas/second'], options);
  expect(completed.out).toContain('2 to create');
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
