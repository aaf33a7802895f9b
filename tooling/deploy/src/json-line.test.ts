import { Ajv } from 'ajv';
import { beforeAll, expect, it } from 'vitest';
import { setEnvironment } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';
import { makeJsonSchema } from './reference/make-json-schema.ts';

let validate: ReturnType<Ajv['compile']>;

beforeAll(() => {
  // Names of fields stand beside `anyOf`, which strict mode takes for a mistake.
  validate = new Ajv({ strict: false }).compile(makeJsonSchema(true));
}, 60_000);

const answering = (text: string) => `exports.handler = async () => '${text}';\n`;

const files = {
  'lambdas/hello/index.js': answering('hello'),
  'lambdas/hello/events/smoke.json': '{}',
  'lambdas/hello/events/smoke.expect.json': '{ "payload": "hello" }',
  'lambdas/bye/index.js': answering('bye'),
  'lambdas/bye/lambda.config.ts':
    "export default { environment: { TOKEN: 'one' }, permissions: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] }], asyncInvocation: { maximumRetryAttempts: 0 } };\n",
};

it('prints with --json nothing that the schema does not know', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const seen = new Set<unknown>();
  const run = async (...args: readonly string[]) => {
    const ran = await runLambda([...args, '--json'], { cwd: workspace.root, env: stage.env });
    for (const line of jsonLines(ran.out)) {
      seen.add(line.type);
      const isValid = validate(line);
      expect({ line, errors: isValid ? [] : validate.errors }).toEqual({ line, errors: [] });
    }
  };
  await run('plan', '--out', 'plan.json');
  await run('deploy');
  await run('status');
  await run('invoke', 'hello', '--tail');
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
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      'adoption',
      'bundle',
      'drift',
      'error',
      'failed',
      'finished',
      'history',
      'lambda-written',
      'status',
    ]),
  );
});
