import { Ajv } from 'ajv';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { setEnvironment } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';
import { makeJsonSchema } from './reference/make-json-schema.ts';

let validate: ReturnType<Ajv['compile']>;

beforeAll(() => {
  // Names of fields stand beside `anyOf`, which strict mode takes for a mistake.
  validate = new Ajv({ strict: false, validateFormats: false }).compile(makeJsonSchema(true));
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const answering = (text: string) => `exports.handler = async () => '${text}';\n`;

const linear = { type: 'linear', percent: 50, intervalSeconds: 60 };
const stages =
  "export default { service: 'tests', stages: { dev: { region: 'us-east-1', namePrefix: 'dev-' }, prod: { region: 'us-east-1', namePrefix: 'prod-' } } };\n";

const files = {
  'lambdas/hello/index.js': answering('hello'),
  'lambdas/hello/events/smoke.json': '{}',
  'lambdas/hello/events/smoke.expect.json': '{ "payload": "hello" }',
  'lambdas/bye/index.js': answering('bye'),
  'lambdas/bye/lambda.config.ts':
    "export default { environment: { TOKEN: 'one' }, permissions: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] }], asyncInvocation: { maximumRetryAttempts: 0 }, triggers: [{ type: 'functionUrl', authType: 'NONE' }] };\n",
};

it('prints with --json nothing that the schema does not know', async () => {
  // Stages other than the local one take the credentials of this process.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  await using workspace = await createWorkspace(files);
  const clock = createTestClock();
  await using stage = await startStage({ now: clock.date });
  const seen = new Set<unknown>();
  const run = async (...args: readonly string[]) => {
    const ran = await runLambda([...args, '--json'], {
      cwd: workspace.root,
      env: stage.env,
      clock,
    });
    for (const line of jsonLines(ran.out)) {
      seen.add(line.type);
      const isValid = validate(line);
      expect({ line, errors: isValid ? [] : validate.errors }).toEqual({ line, errors: [] });
    }
    return jsonLines(ran.out);
  };
  await run('plan', '--out', 'plan.json');
  await run('deploy');
  await run('status');
  await run('invoke', 'hello', '--tail');
  await run('logs', 'hello');
  await run('why', 'hello');
  await run('build');
  await workspace.write({ 'lambdas/hello/index.js': answering('good morning') });
  await run('deploy');
  await workspace.write({
    'lambdas/hello/events/smoke.expect.json': '{ "payload": "good morning" }',
    'lambdas/bye': undefined,
  });
  await workspace.commit('second');
  await run('deploy', '--prune');
  await setEnvironment(stage, 'hello', { BY_HAND: 'yes' });
  await run('drift');
  await run('history', 'hello');
  await run('rollback', 'hello');
  await run('status');
  await run('unpin', 'hello');
  await run('prune-versions', '--dry-run');
  await run('adopt', 'hello');
  await run('new', 'written');
  await run('invoke', 'nothing');
  await workspace.write({
    'lambdas/hello/index.js':
      "const text = require('words');\nexports.handler = async () => text;\n",
    'node_modules/words/package.json': '{ "name": "words", "version": "1.0.0" }',
    'node_modules/words/index.js': "module.exports = 'good evening';\n",
    'lambdas/hello/events': undefined,
    'lambdas/hello/lambda.config.ts': `export default { switching: ${JSON.stringify(linear)} };\n`,
  });
  await run('deploy');
  const back = await run('rollback', 'hello');
  const pinned = back.find(({ type }) => type === 'pinned')?.version as string;
  await run('rollback', 'hello', '--to', pinned);
  await run('why', 'words');
  await workspace.write({
    'deploy.config.ts': stages,
    'lambdas/hello/lambda.config.ts': undefined,
  });
  await run('deploy', '--stage', 'dev');
  await run('promote', '--from', 'dev', '--to', 'prod');
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      'adoption',
      'bundle',
      'checked',
      'drift',
      'error',
      'failed',
      'finished',
      'history',
      'lambda-written',
      'log',
      'pin-removed',
      'pinned',
      'planned',
      'reach',
      'rollback-finished',
      'shifted',
      'status',
      'switched',
    ]),
  );
});
