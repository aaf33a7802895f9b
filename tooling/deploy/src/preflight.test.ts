import { expect, it } from 'vitest';
import { isThere } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const good = 'exports.handler = async () => 1;\n';

it('says at once what AWS would refuse of all functions, and sends nothing', async () => {
  await using workspace = await createWorkspace({
    'lambdas/calls-back/index.js': 'exports.handler = (event, context, callback) => callback();\n',
    'lambdas/far/index.js': good,
    'lambdas/far/lambda.config.ts':
      "export default { layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:wrapper:3'] };\n",
    'lambdas/good/index.js': good,
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const planned = await runLambda(['plan'], options);
  expect(planned.exitCode).toBe(2);
  expect(planned.out).toContain('1 to create, 2 blocked');
  expect(planned.out).toContain('PREFLIGHT_FAILED  AWS would refuse calls-back for one thing');
  expect(planned.out).toContain('handler: index.handler has 3 parameters');
  expect(planned.out).toContain('layers[0]: arn:aws:lambda:eu-west-1:123456789012:layer:wrapper:3');

  const deployed = await runLambda(['deploy'], options);
  expect(deployed.exitCode).toBe(2);
  for (const name of ['calls-back', 'far']) expect(await isThere(stage, name)).toBe(false);
  expect(await isThere(stage, 'good', 'live')).toBe(false);
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
