import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PublishVersionCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { isThere, setEnvironment } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { openLab } from '../test/preflight-lab.ts';
import { refusal, writesOf, type OwnAnswer } from '../test/proxy.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const good = 'exports.handler = async () => 1;\n';

const far = {
  'lambdas/far/index.js': good,
  'lambdas/far/lambda.config.ts':
    "export default { layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:wrapper:3'] };\n",
};
const callsBack = {
  'lambdas/calls-back/index.js': 'exports.handler = (event, context, callback) => callback();\n',
};

it('says at once what AWS would refuse of all functions, and sends nothing', async () => {
  await using lab = await openLab({ ...far, ...callsBack, 'lambdas/good/index.js': good });
  const planned = await lab.run('plan');
  expect(planned.exitCode).toBe(2);
  expect(planned.out).toContain('1 to create, 2 blocked');
  expect(planned.out).toContain('PREFLIGHT_FAILED  AWS would refuse calls-back for one thing');
  expect(planned.out).toContain('handler: index.handler has 3 parameters');
  expect(planned.out).toContain('layers[0]: arn:aws:lambda:eu-west-1:123456789012:layer:wrapper:3');

  const deployed = await lab.run('deploy');
  expect(deployed.exitCode).toBe(2);
  expect(writesOf(lab.proxy.seen)).toEqual([]);
  for (const name of ['calls-back', 'far', 'good']) {
    expect(await isThere(lab.stage, name)).toBe(false);
  }

  const independent = await lab.run('deploy', '--independent');
  expect(independent.exitCode).toBe(2);
  expect(await isThere(lab.stage, 'good', 'live')).toBe(true);
});

it('switches nothing for what only the bytes tell, although others may be prepared', async () => {
  await using lab = await openLab({ ...callsBack, 'lambdas/good/index.js': good });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 2 });
  expect(await isThere(lab.stage, 'calls-back')).toBe(false);
  expect(await isThere(lab.stage, 'good', 'live')).toBe(false);
});

it('counts what others have set in the environment', async () => {
  await using lab = await openLab({
    'lambdas/full/index.js': good,
    'lambdas/good/index.js': good,
  });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  await setEnvironment(lab.stage, 'full', { THEIRS: 's3cr3t'.repeat(500) });
  await lab.stage.lambda.send(new PublishVersionCommand({ FunctionName: 'full' }));
  await lab.stage.lambda.send(
    new UpdateAliasCommand({ FunctionName: 'full', Name: 'live', FunctionVersion: '2' }),
  );
  await lab.workspace.write({
    'lambdas/full/lambda.config.ts': `export default { environment: { OURS: 'x'.repeat(2000) } };\n`,
    'lambdas/good/index.js': 'exports.handler = async () => 2;\n',
  });
  const writes = writesOf(lab.proxy.seen).length;
  const deployed = await lab.run('deploy');
  expect(deployed.exitCode).toBe(2);
  expect(deployed.out).toMatch(
    /lambda.config.ts environment: would be 5\d\d\d bytes, Lambda takes 4096: 20\d\d are declared, the rest is set on the function: THEIRS; declare less/,
  );
  expect(deployed.out + deployed.err).not.toContain('s3cr3t');
  expect(writesOf(lab.proxy.seen)).toHaveLength(writes);
});

const reserving = (count: number) => `export default { reservedConcurrency: ${String(count)} };\n`;

it('leaves the account the concurrency that must stay unreserved, all functions counted', async () => {
  await using lab = await openLab({
    'lambdas/one/index.js': good,
    'lambdas/one/lambda.config.ts': reserving(500),
    'lambdas/two/index.js': good,
    'lambdas/two/lambda.config.ts': reserving(401),
  });
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  for (const [name, count] of [
    ['one', 500],
    ['two', 401],
  ] as const) {
    expect(refused.out).toContain(
      `lambdas/${name}/lambda.config.ts reservedConcurrency: ${count} cannot be reserved: the account has 1000 unreserved in us-east-1, of which 100 must stay so, and this deploy would reserve 901 more`,
    );
  }
  expect(writesOf(lab.proxy.seen)).toEqual([]);

  await lab.workspace.write({ 'lambdas/two/lambda.config.ts': reserving(400) });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  // What one gives back the other may take.
  await lab.workspace.write({ 'lambdas/one/lambda.config.ts': reserving(100) });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  await lab.workspace.write({ 'lambdas/two/lambda.config.ts': reserving(801) });
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 2 });
});

const accountSettings = (AccountLimit: object, AccountUsage: object): OwnAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ AccountLimit, AccountUsage }),
});

it('blocks what the code storage has no room for, and asks once, when something is uploaded', async () => {
  await using lab = await openLab({ 'lambdas/one/index.js': good, 'lambdas/two/index.js': good });
  lab.answers.accountSettings = accountSettings({ TotalCodeSize: 2000 }, { TotalCodeSize: 1990 });
  const asked = () => lab.proxy.seen.filter(({ path }) => path.includes('/account-settings'));
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain('2 blocked');
  expect(refused.out).toMatch(
    /code storage: the zip has \d+ bytes, and the account has 10 of 2000 left in this region: delete/,
  );
  expect(asked()).toHaveLength(1);
  expect(writesOf(lab.proxy.seen)).toEqual([]);

  // Enough for one of the two.
  const manifest = await readFile(
    join(lab.workspace.root, 'lambdas/one/dist/manifest.json'),
    'utf8',
  );
  const { zipBytes } = JSON.parse(manifest) as { readonly zipBytes: number };
  const used = { TotalCodeSize: 2000 - zipBytes - 10 };
  lab.answers.accountSettings = accountSettings({ TotalCodeSize: 2000 }, used);
  const second = await lab.run('plan');
  expect(second.out).toContain('1 to create, 1 blocked');
  expect(second.out).toMatch(/has \d+ of 2000 .* and other functions of this deploy take \d+:/);

  lab.answers.accountSettings = refusal(403, 'AccessDeniedException', 'not allowed');
  const unknown = await lab.run('deploy');
  expect(unknown).toMatchObject({
    exitCode: 0,
    err: expect.stringContaining('nobody knows whether the account has room for this'),
  });
  const before = asked().length;
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  expect(asked()).toHaveLength(before);
});

it('says what is wrong with all lambdas at once, also beside a file that cannot be read', async () => {
  await using lab = await openLab({
    'lambdas/broken/index.js': good,
    'lambdas/broken/lambda.config.ts': 'export default { memorySize: 1 };\n',
    'lambdas/quiet/index.js': good,
    'lambdas/quiet/lambda.config.ts':
      "export default { logging: { applicationLogLevel: 'INFO' }, stages: { prd: {} } };\n",
  });
  const planned = await lab.run('plan');
  expect(planned.exitCode).toBe(2);
  expect(planned.err).toContain('lambdas/broken/lambda.config.ts: memorySize: 1 is below 128');
  expect(planned.err).toContain('lambdas/quiet: stages.prd: there is no such stage');
  expect(planned.err).toContain(
    'lambdas/quiet: logging.applicationLogLevel: needs logging.format to be "JSON"',
  );
});

it('takes a callback where the runtime still does, and says when that ends', async () => {
  const clock = createTestClock();
  await using workspace = await createWorkspace({
    'lambdas/old/index.js': 'exports.handler = (event, context, callback) => callback();\n',
    'lambdas/old/lambda.config.ts': "export default { runtime: 'nodejs22.x' };\n",
  });
  await using stage = await startStage();
  const at = (date: string) => ({
    cwd: workspace.root,
    env: stage.env,
    clock: { ...clock, date: () => new Date(date) },
  });
  const today = await runLambda(['plan'], at('2026-10-01'));
  expect(today.exitCode).toBe(0);
  expect(today.out).not.toContain('deprecates');
  const soon = await runLambda(['plan', '--json'], at('2027-01-01'));
  expect(soon.exitCode).toBe(0);
  expect(jsonLines(soon.out).at(-1)).toMatchObject({
    type: 'planned',
    plan: {
      functions: [
        {
          warnings: [
            'runtime: AWS deprecates nodejs22.x on 2027-04-30, creates no function of it from 2027-06-01 and updates none from 2027-07-01: make it nodejs24.x or nodejs26.x',
          ],
        },
      ],
    },
  });
  expect((await runLambda(['plan'], at('2027-01-01'))).out).toContain(
    'old: runtime: AWS deprecates',
  );
  expect((await runLambda(['plan'], at('2027-06-01'))).exitCode).toBe(2);
});
