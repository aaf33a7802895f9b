import { GetScheduleCommand, ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import type { Trigger } from '@tooling/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runLambda } from '../test/run-lambda.ts';
import { startTriggerLab, type TriggerLab } from '../test/trigger-lab.ts';

const daily: Trigger = { type: 'schedule', expression: 'rate(1 day)' };
const weekly: Trigger = { type: 'schedule', expression: 'rate(7 days)' };

// Stages other than the local one take the credentials of this process.
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const optionsOf = ({ workspace, stage }: TriggerLab) => ({ cwd: workspace.root, env: stage.env });

/** All schedules with what they call. */
async function schedulesOf({ clients: { scheduler } }: TriggerLab): Promise<readonly unknown[]> {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const found = Schedules.map(async ({ GroupName, Name }) => {
    const one = await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
    return `${one.ScheduleExpression ?? ''} ${one.Target?.Arn?.split(':')[6] ?? ''}`;
  });
  return (await Promise.all(found)).sort();
}

it('gives a promoted function the triggers that the stage declares, and no others', async () => {
  await using lab = await startTriggerLab();
  const options = optionsOf(lab);
  await lab.workspace.write({
    'deploy.config.ts':
      "export default { service: 'tests', stages: { dev: { region: 'us-east-1', namePrefix: 'dev-' }, prod: { region: 'us-east-1', namePrefix: 'prod-' } } };\n",
  });
  await lab.plan([], { stages: { prod: { triggers: [daily] } } });
  await lab.workspace.commit('a schedule in prod');
  expect(await runLambda(['deploy', '--stage', 'dev'], options)).toMatchObject({ exitCode: 0 });
  expect(await schedulesOf(lab)).toEqual([]);

  const promotion = ['promote', '--from', 'dev', '--to', 'prod'];
  const first = await runLambda(promotion, options);
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.out).toContain('+ schedule rate(1 day)');
  expect(await schedulesOf(lab)).toEqual(['rate(1 day) prod-hello']);
  expect((await runLambda(promotion, options)).out).toContain('nothing to do');

  await lab.plan([], { stages: { prod: { triggers: [weekly] } } });
  const second = await runLambda(promotion, options);
  expect(second).toMatchObject({ exitCode: 0 });
  expect(second.out).toContain('+ schedule rate(7 days)');
  expect(second.out).toContain('- schedule rate(1 day)');
  expect(await schedulesOf(lab)).toEqual(['rate(7 days) prod-hello']);
});

it('says before a promotion which queue a trigger of the stage lacks', async () => {
  await using lab = await startTriggerLab();
  const options = optionsOf(lab);
  await lab.workspace.write({
    'deploy.config.ts':
      "export default { service: 'tests', stages: { dev: { region: 'us-east-1', namePrefix: 'dev-' }, prod: { region: 'us-east-1', namePrefix: 'prod-' } } };\n",
  });
  await lab.plan([], { stages: { prod: { triggers: [{ type: 'queue', queue: 'jobs' }] } } });
  await lab.workspace.commit('a queue in prod');
  expect(await runLambda(['deploy', '--stage', 'dev'], options)).toMatchObject({ exitCode: 0 });
  const refused = await runLambda(['promote', '--from', 'dev', '--to', 'prod'], options);
  expect(refused.exitCode).not.toBe(0);
  expect(refused.out).toContain(':jobs: create it, or correct the name');
});

it('refuses a saved plan when other triggers are declared since', async () => {
  await using lab = await startTriggerLab();
  const options = optionsOf(lab);
  expect(await lab.deploy([])).toMatchObject({ exitCode: 0 });
  await lab.plan([daily]);
  await runLambda(['plan', '--out', 'plan.json'], options);
  await lab.plan([weekly]);
  const refused = await runLambda(['deploy', '--plan', 'plan.json'], options);
  expect(refused.exitCode).not.toBe(0);
  expect(refused.out + refused.err).toContain('rate(7 days)');
  expect(await schedulesOf(lab)).toEqual([]);
  await lab.plan([daily]);
  const applied = await runLambda(['deploy', '--plan', 'plan.json'], options);
  expect(applied).toMatchObject({ exitCode: 0 });
  expect(await schedulesOf(lab)).toEqual(['rate(1 day) hello']);
});

it('leaves triggers alone in a rollback: they call live, whatever it names', async () => {
  await using lab = await startTriggerLab();
  const options = optionsOf(lab);
  expect(await lab.deploy([daily])).toMatchObject({ exitCode: 0 });
  await lab.workspace.write({
    'lambdas/hello/index.js': "exports.handler = async () => 'worse';\n",
  });
  await lab.workspace.commit('worse');
  expect(await lab.deploy([daily])).toMatchObject({ exitCode: 0 });
  expect(await runLambda(['rollback', 'hello'], options)).toMatchObject({ exitCode: 0 });
  expect(await schedulesOf(lab)).toEqual(['rate(1 day) hello']);
  await lab.pass(86_400);
  expect(await lab.readEvents()).toHaveLength(1);
});

it('sets the triggers of the function that is well, with --independent', async () => {
  await using lab = await startTriggerLab();
  await lab.workspace.write({
    'lambdas/broken/index.js': 'exports.handler = ;\n',
    'lambdas/broken/package.json': JSON.stringify({
      name: '@lambdas/broken',
      scripts: { build: 'lambda build' },
    }),
  });
  expect(await lab.deploy([daily])).toMatchObject({ exitCode: 1 });
  expect(await schedulesOf(lab)).toEqual([]);
  expect(await lab.deploy([daily], {}, ['--independent'])).toMatchObject({ exitCode: 1 });
  expect(await schedulesOf(lab)).toEqual(['rate(1 day) hello']);
});
