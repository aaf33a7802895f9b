import {
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  GetApisCommand,
} from '@aws-sdk/client-apigatewayv2';
import { PutRuleCommand, PutTargetsCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand, CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { CreateScheduleCommand, ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { HttpApiConfig, Trigger } from '@tooling/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProxy } from '../test/proxy.ts';
import { triggerExamples } from '../test/trigger-examples.ts';
import { openTriggerStore, type TriggerStore } from '../test/trigger-store.ts';
import { startTriggerWorld, type TriggerWorld } from '../test/trigger-world.ts';

const account = '000000000000';
const alias = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}:live`;
const queue = `arn:aws:sqs:us-east-1:${account}:graves`;
const topic = `arn:aws:sns:us-east-1:${account}:alerts`;

const { httpApi: [commonFirst, commonChanged] = [{}, {}] } = triggerExamples.httpApi ?? {};
const domain = { name: 'api.example.com', path: 'ours' };

/** All kinds at once, of which only one of those of a bucket can be. */
const allOf = (version: 'first' | 'changed'): readonly Trigger[] =>
  Object.entries(triggerExamples).flatMap(([name, one]) => (name === 'bucket' ? [] : one[version]));
const first = { hello: allOf('first'), other: [] };
const changed = { hello: allOf('changed'), other: [] };
const none = { hello: [], other: [] };
const withApi = (httpApi: HttpApiConfig) => ({ httpApi: { ...httpApi, domain } });

let world: TriggerWorld;
let store: TriggerStore;
/** Lines of the world that are somebody else's. */
let foreign: readonly string[];

beforeAll(async () => {
  world = await startTriggerWorld();
  store = openTriggerStore(world.stage.aws.url);
  expect(await store.deploy(first, withApi(commonFirst))).toEqual([]);
  const ours = await world.describe();
  await addForeign(world);
  foreign = (await world.describe()).filter((line) => !ours.includes(line));
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

/** Something of somebody else beside each of ours. */
async function addForeign({ clients }: TriggerWorld): Promise<void> {
  const { api, events, iam, lambda, scheduler, sns } = clients;
  await addNotifications(world);
  const [schedule] = (await scheduler.send(new ListSchedulesCommand({}))).Schedules ?? [];
  const RoleArn = `arn:aws:iam::${account}:role/lambda-deploy/hello-us-east-1-schedule`;
  for (const Name of ['hello-by-hand', 'theirs']) {
    await scheduler.send(
      new CreateScheduleCommand({
        Name,
        GroupName: schedule?.GroupName,
        ScheduleExpression: 'rate(2 days)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: alias('hello'), RoleArn },
      }),
    );
  }
  await events.send(new PutRuleCommand({ Name: 'theirs', EventPattern: '{"source":["model"]}' }));
  const Targets = [{ Id: 'theirs', Arn: queue }];
  await events.send(new PutTargetsCommand({ Rule: 'theirs', Targets }));
  const { Rules = [] } = await events.send(new ListRulesCommand({ NamePrefix: 'hello-' }));
  for (const { Name } of Rules) await events.send(new PutTargetsCommand({ Rule: Name, Targets }));
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queue }));
  const TopicArn = topic.replace('alerts', 'news');
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue }));
  const Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: queue };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'hello-us-east-1',
      PolicyName: 'theirs',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: alias('hello'), EventSourceArn: queue }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'hello',
      Qualifier: 'live',
      StatementId: 'theirs',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
    }),
  );
  const ApiId = (await api.send(new GetApisCommand({}))).Items?.[0]?.ApiId;
  const { IntegrationId } = await api.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: alias('hello'),
      PayloadFormatVersion: '2.0',
    }),
  );
  const { AuthorizerId } = await api.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'theirs',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://theirs.example', Audience: ['them'] },
    }),
  );
  await api.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: 'GET /theirs',
      Target: `integrations/${IntegrationId ?? ''}`,
      AuthorizationType: 'JWT',
      AuthorizerId,
    }),
  );
  await api.send(
    new CreateApiMappingCommand({
      ApiId,
      DomainName: domain.name,
      Stage: '$default',
      ApiMappingKey: 'theirs',
    }),
  );
}

/** To a function, a queue and a topic. */
async function addNotifications({
  clients: { lambda, s3, sqs, sns },
}: TriggerWorld): Promise<void> {
  const policy = (Action: string, Resource: string) =>
    JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action, Resource } });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'graves' }));
  const Attributes = { Policy: policy('sqs:SendMessage', queue) };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn: topic,
      AttributeName: 'Policy',
      AttributeValue: policy('sns:Publish', topic),
    }),
  );
  const { $metadata: _, ...before } = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: 'birds' }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'other',
      Qualifier: 'live',
      StatementId: 'theirs',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn: 'arn:aws:s3:::birds',
    }),
  );
  const filter = (prefix: string) => ({
    Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: prefix }] } },
  });
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: 'birds',
      NotificationConfiguration: {
        ...before,
        EventBridgeConfiguration: {},
        LambdaFunctionConfigurations: [
          ...(before.LambdaFunctionConfigurations ?? []),
          {
            Id: 'theirs',
            LambdaFunctionArn: alias('other'),
            Events: ['s3:ObjectCreated:*'],
            ...filter('theirs/'),
          },
        ],
        QueueConfigurations: [
          { Id: 'queue', QueueArn: queue, Events: ['s3:ObjectRemoved:*'], ...filter('queue/') },
        ],
        TopicConfigurations: [
          { Id: 'topic', TopicArn: topic, Events: ['s3:ObjectRemoved:*'], ...filter('topic/') },
        ],
      },
    }),
  );
}

const survivors = async () => (await world.describe()).filter((line) => foreign.includes(line));

/** From what `beforeAll` has left, and back to it. */
const course: readonly (readonly [string, Parameters<TriggerStore['deploy']>])[] = [
  ['changed', [changed, withApi(commonChanged)]],
  ['removed', [none]],
  ['added', [first, withApi(commonFirst)]],
];

it('has something of others beside each of ours', () => {
  const kinds = new Set(foreign.map((one) => one.split(' ')[0]));
  expect([...kinds]).toEqual([
    'authorizer',
    'domain',
    'integration',
    'mapping',
    'notification',
    'route',
    'rule',
    'schedule',
    'sending',
    'statement',
    'subscription',
    'target',
  ]);
});

it.each(course)('what others have stays when ours is %s', async (_, target) => {
  expect(await store.deploy(...target)).toEqual([]);
  expect(await store.differences(...target)).toEqual([]);
  expect(await survivors()).toEqual(foreign);
});

it.each(course)('and when requests fail while ours is %s', async (_, target) => {
  await world.stage.aws.setFaults({
    seed: 7,
    rules: [
      { operation: '*', fault: 'throttle', chance: 0.1 },
      { operation: '*', fault: '500', chance: 0.1 },
      { operation: '*', fault: 'drop-request', chance: 0.05 },
      { operation: '*', fault: 'drop-answer', chance: 0.1 },
      { operation: '*', fault: 'half-answer', chance: 0.05 },
      { operation: 'lambda:*', fault: 'stranger', does: 'configuration', chance: 0.05 },
    ],
  });
  // Whatever becomes of it.
  await store.deploy(...target).catch(() => undefined);
  await world.stage.aws.setFaults({ rules: [] });
  expect(await store.deploy(...target)).toEqual([]);
  expect(await store.differences(...target)).toEqual([]);
  expect(await survivors()).toEqual(foreign);
});

it('keeps a notification that somebody else writes between our writing and our looking', async () => {
  const { s3 } = world.clients;
  const bucket = new GetBucketNotificationConfigurationCommand({ Bucket: 'nests' });
  let isWritten = false;
  let isMeddled = false;
  await using proxy = await startProxy(world.stage.aws.url, async ({ method, path }) => {
    if (!/^\/nests\/?\?(?:.*&)?notification/.test(path)) return;
    if (method === 'PUT') isWritten = true;
    if (method !== 'GET' || !isWritten || isMeddled) return;
    isMeddled = true;
    const QueueConfigurations = [
      { Id: 'meanwhile', QueueArn: queue, Events: ['s3:ObjectCreated:*' as const] },
    ];
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: 'nests',
        NotificationConfiguration: { QueueConfigurations },
      }),
    );
  });
  await using open = openTriggerStore(proxy.url);
  const triggers = [...first.hello, removal];
  expect(await open.deploy({ ...first, hello: triggers }, withApi(commonFirst))).toEqual([]);
  expect(isMeddled).toBe(true);
  const found = await s3.send(bucket);
  expect(found.QueueConfigurations?.map(({ Id }) => Id)).toEqual(['meanwhile']);
  expect(found.LambdaFunctionConfigurations).toMatchObject([{ Events: removal.events }]);
});

const removal = {
  type: 'bucket' as const,
  bucket: 'nests',
  events: ['s3:ObjectRemoved:*' as const],
};
