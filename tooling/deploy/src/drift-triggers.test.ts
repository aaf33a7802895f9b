import { DeleteApiCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { DisableRuleCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteFunctionUrlConfigCommand,
  RemovePermissionCommand,
  GetPolicyCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import type { Trigger } from '@tooling/core';
import { expect, it } from 'vitest';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startTriggerLab, type TriggerLab } from '../test/trigger-lab.ts';

const schedule: Trigger = { type: 'schedule', expression: 'rate(1 day)' };
const triggers: readonly Trigger[] = [
  schedule,
  { type: 'topic', topic: 'news' },
  { type: 'eventPattern', pattern: { source: ['model'] } },
  { type: 'bucket', bucket: 'birds', prefix: 'in/' },
  { type: 'functionUrl', authType: 'NONE' },
  { type: 'httpApi', route: 'GET /birds' },
];

async function startDeployed(): Promise<TriggerLab> {
  const lab = await startTriggerLab();
  await lab.clients.s3.send(new CreateBucketCommand({ Bucket: 'birds' }));
  await lab.clients.sns.send(new CreateTopicCommand({ Name: 'news' }));
  const deployed = await lab.deploy(triggers);
  if (deployed.exitCode !== 0) throw new Error(deployed.out + deployed.err);
  return lab;
}

async function driftOf({ workspace, stage }: TriggerLab): Promise<unknown> {
  const ran = await runLambda(['drift', '--json'], { cwd: workspace.root, env: stage.env });
  expect(ran).toMatchObject({ exitCode: 0, err: '' });
  const [line] = jsonLines(ran.out) as unknown as [{ functions: [{ drift: unknown }] }];
  return line.functions[0].drift;
}

async function nameOfSchedule({ clients: { scheduler } }: TriggerLab) {
  const { Schedules: [found] = [] } = await scheduler.send(new ListSchedulesCommand({}));
  return { GroupName: found?.GroupName, Name: found?.Name };
}

it('tells what somebody changed of triggers, field by field, and which of them are gone', async () => {
  await using lab = await startDeployed();
  const { api, events, s3, scheduler } = lab.clients;
  const { lambda } = lab.stage;
  expect(await driftOf(lab)).toEqual([]);

  const of = await nameOfSchedule(lab);
  const found = await scheduler.send(new GetScheduleCommand(of));
  const { ScheduleExpression, FlexibleTimeWindow, Target } = found;
  const update = { ...of, ScheduleExpression, FlexibleTimeWindow, Target };
  await scheduler.send(new UpdateScheduleCommand({ ...update, State: 'DISABLED' }));
  const { Rules: [rule] = [] } = await events.send(new ListRulesCommand({}));
  await events.send(new DisableRuleCommand({ Name: rule?.Name }));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: 'birds',
      NotificationConfiguration: {},
    }),
  );
  const live = { FunctionName: 'hello', Qualifier: 'live' };
  await lambda.send(new DeleteFunctionUrlConfigCommand(live));
  const { Policy = '' } = await lambda.send(new GetPolicyCommand(live));
  const StatementId = /lambda-deploy-topic-\w+/.exec(Policy)?.[0];
  await lambda.send(new RemovePermissionCommand({ ...live, StatementId }));
  const { Items: [first] = [] } = await api.send(new GetApisCommand({}));
  await api.send(new DeleteApiCommand({ ApiId: first?.ApiId }));

  const hand = { cause: 'hand' };
  expect(await driftOf(lab)).toEqual([
    { field: 'triggers.HTTP API of the stage', live: 'deleted', ...hand },
    { field: 'triggers.schedule rate(1 day).enabled', deployed: 'true', live: 'false', ...hand },
    { field: 'triggers.topic news', live: 'deleted', ...hand },
    {
      field: 'triggers.eventPattern {"source":["model"]}.enabled',
      deployed: 'true',
      live: 'false',
      ...hand,
    },
    { field: 'triggers.bucket birds/in/* ObjectCreated:*', live: 'deleted', ...hand },
    { field: 'triggers.functionUrl NONE', live: 'deleted', ...hand },
    { field: 'triggers.httpApi GET /birds', live: 'deleted', ...hand },
  ]);
});

it('does not take for drift what is declared and was not deployed yet', async () => {
  await using lab = await startDeployed();
  const { scheduler } = lab.clients;
  await scheduler.send(new DeleteScheduleCommand(await nameOfSchedule(lab)));
  await lab.plan([{ type: 'schedule', expression: 'rate(2 days)' }]);
  expect(await driftOf(lab)).toEqual([]);
  await lab.plan(triggers);
  expect(await driftOf(lab)).toEqual([
    { field: 'triggers.schedule rate(1 day)', live: 'deleted', cause: 'hand' },
  ]);
});
