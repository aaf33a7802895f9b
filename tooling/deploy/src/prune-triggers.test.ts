import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AddPermissionCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { CreateTopicCommand, ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { Trigger } from '@tooling/core';
import { expect, it } from 'vitest';
import { isThere } from '../test/by-hand.ts';
import { clientOf } from '../test/orphan.ts';
import {
  iamRefusal,
  refusal,
  startProxy,
  type OwnAnswer,
  type SeenRequest,
} from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startTriggerLab, type TriggerLab } from '../test/trigger-lab.ts';

const all: readonly Trigger[] = [
  { type: 'schedule', expression: 'rate(1 day)' },
  { type: 'queue', queue: 'jobs' },
  { type: 'topic', topic: 'news' },
  { type: 'eventPattern', pattern: { source: ['model'] } },
  { type: 'bucket', bucket: 'birds', prefix: 'in/' },
  { type: 'bucket', bucket: 'birds', suffix: '.csv', via: 'eventbridge' },
  { type: 'functionUrl', authType: 'NONE' },
  { type: 'httpApi', route: 'GET /birds' },
];

/** A function with triggers of every kind, whose lambda is gone, beside one that stays. */
async function startOrphaned(triggers: readonly Trigger[] = all): Promise<TriggerLab> {
  const lab = await startTriggerLab();
  const { workspace, clients } = lab;
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'birds' }));
  await clients.sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  await clients.sns.send(new CreateTopicCommand({ Name: 'news' }));
  await workspace.write({
    'lambdas/stays/index.js': "exports.handler = async () => 'stays';\n",
    'lambdas/stays/package.json': JSON.stringify({
      name: '@lambdas/stays',
      scripts: { build: 'lambda build' },
    }),
  });
  const deployed = await lab.deploy(triggers);
  if (deployed.exitCode !== 0) throw new Error(deployed.out + deployed.err);
  await workspace.write({ 'lambdas/hello': undefined });
  return lab;
}

const prune = ({ workspace, stage }: TriggerLab, ...args: readonly string[]) =>
  runLambda(['prune', ...args], { cwd: workspace.root, env: stage.env });

/** How much there is of everything that starts a function. */
async function countTriggers({ clients, stage }: TriggerLab) {
  const { api, events, s3, scheduler, sns } = clients;
  const iam = new IAMClient(clientOf(stage));
  const RoleName = `hello-${stage.aws.region}-schedule`;
  const hasRole = await iam.send(new GetRoleCommand({ RoleName })).then(
    () => 1,
    () => 0,
  );
  iam.destroy();
  const notifications = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: 'birds' }),
  );
  const mappings = await stage.lambda.send(new ListEventSourceMappingsCommand({}));
  return {
    roles: hasRole,
    schedules: (await scheduler.send(new ListSchedulesCommand({}))).Schedules?.length,
    mappings: mappings.EventSourceMappings?.filter(({ State }) => State !== 'Deleting').length,
    subscriptions: (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions?.length,
    rules: (await events.send(new ListRulesCommand({}))).Rules?.length,
    notifications: notifications.LambdaFunctionConfigurations?.length ?? 0,
    apis: (await api.send(new GetApisCommand({}))).Items?.length,
  };
}

const nothing = {
  roles: 0,
  schedules: 0,
  mappings: 0,
  subscriptions: 0,
  rules: 0,
  notifications: 0,
  apis: 0,
};

it('removes what starts an orphan with it, and says so before', async () => {
  await using lab = await startOrphaned();
  const dry = await prune(lab, '--dry-run');
  expect(dry).toMatchObject({ exitCode: 0 });
  for (const line of [
    'schedule rate(1 day)',
    `role hello-${lab.stage.aws.region}-schedule`,
    'queue jobs',
    'topic news',
    'eventPattern {"source":["model"]}',
    'bucket birds/in/* ObjectCreated:*',
    'bucket by the rule hello-',
    'functionUrl NONE',
    'httpApi GET /birds',
    'HTTP API of the stage',
  ]) {
    expect(dry.out).toContain(`\n  ${line}`);
  }
  expect(await countTriggers(lab)).toMatchObject({ schedules: 1, rules: 2, apis: 1 });

  expect(await prune(lab)).toMatchObject({ exitCode: 0 });
  expect(await isThere(lab.stage, 'hello')).toBe(false);
  expect(await isThere(lab.stage, 'stays', 'live')).toBe(true);
  expect(await countTriggers(lab)).toEqual(nothing);
  expect((await prune(lab)).out).toBe('there are no orphans\n');
});

it('keeps an orphan that somebody else lets be called, and says how to end that', async () => {
  await using lab = await startOrphaned();
  const { lambda, aws } = lab.stage;
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'hello',
      Qualifier: 'live',
      StatementId: 'lambda-deploy-topic-of-theirs',
      Principal: 'sns.amazonaws.com',
      Action: 'lambda:InvokeFunction',
    }),
  );
  const before = await countTriggers(lab);
  const kept = await prune(lab);
  expect(kept).toMatchObject({ exitCode: 2 });
  expect(kept.out).toContain('its policy lets others call it: lambda-deploy-topic-of-theirs');
  expect(kept.out).toContain(
    `aws lambda remove-permission --function-name hello --qualifier live --statement-id lambda-deploy-topic-of-theirs --region ${aws.region}`,
  );
  expect(await countTriggers(lab)).toEqual(before);
});

it('leaves the notification of somebody else beside one that goes', async () => {
  await using lab = await startOrphaned([{ type: 'bucket', bucket: 'birds', prefix: 'in/' }]);
  const { s3 } = lab.clients;
  const read = () => s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'birds' }));
  const { LambdaFunctionConfigurations: own = [] } = await read();
  const theirs = {
    Id: 'theirs',
    QueueArn: `arn:aws:sqs:${lab.stage.aws.region}:${lab.stage.aws.accountId}:jobs`,
    Events: ['s3:ObjectRemoved:*' as const],
  };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: 'birds',
      SkipDestinationValidation: true,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: own,
        QueueConfigurations: [theirs],
      },
    }),
  );
  expect(await prune(lab)).toMatchObject({ exitCode: 0 });
  const { LambdaFunctionConfigurations: left, QueueConfigurations } = await read();
  expect(left).toBeUndefined();
  expect(QueueConfigurations).toEqual([theirs]);
});

it('finishes a removal that was interrupted after any of its writes', async () => {
  await using lab = await startOrphaned();
  let runs = 0;
  // Each run may write three times: what was removed by then is gone, and the rest is still remembered.
  for (let exitCode = 1; exitCode !== 0; runs += 1) {
    let writes = 0;
    await using proxy = await startProxy(lab.stage.aws.url, (request) => {
      if (isWrite(request)) writes += 1;
      return Promise.resolve(isWrite(request) && writes > 3 ? refusalOf(request) : undefined);
    });
    const env = { AWS_ENDPOINT_URL: proxy.url };
    ({ exitCode } = await runLambda(['prune'], { cwd: lab.workspace.root, env }));
    expect(runs).toBeLessThan(12);
  }
  expect(runs).toBeGreaterThan(5);
  expect(await isThere(lab.stage, 'hello')).toBe(false);
  expect(await countTriggers(lab)).toEqual(nothing);
});

const isWrite = ({ method, target = '', body }: SeenRequest): boolean =>
  method === 'DELETE' ||
  method === 'PUT' ||
  /\.(?:Delete|Remove|Tag)/.test(target) ||
  /^Action=(?:Delete|Detach|TagRole|Unsubscribe)/.test(body);

/** In the words of the service that is asked. */
function refusalOf({ path, body }: SeenRequest): OwnAnswer {
  if (body.startsWith('Action=')) return iamRefusal(403, 'AccessDenied', 'no');
  if (path.startsWith('/birds')) {
    const headers = { 'content-type': 'application/xml' };
    return {
      status: 403,
      headers,
      body: '<Error><Code>AccessDenied</Code><Message>no</Message></Error>',
    };
  }
  return refusal(403, 'AccessDeniedException', 'no');
}
