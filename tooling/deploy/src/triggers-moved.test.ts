import { ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Trigger } from '@tooling/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTriggerStore, type Declared, type TriggerStore } from '../test/trigger-store.ts';
import { startTriggerWorld, type TriggerWorld } from '../test/trigger-world.ts';

let world: TriggerWorld;
let store: TriggerStore;

beforeAll(async () => {
  world = await startTriggerWorld();
  store = openTriggerStore(world.stage.aws.url);
  await store.deploy({ one: [], two: [] });
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

/** What leads to which function: `GET /a one`. */
async function reach(declared: Declared, namePrefix = ''): Promise<readonly string[]> {
  expect(await store.deploy(declared, { namePrefix })).toEqual([]);
  expect(await store.differences(declared, { namePrefix })).toEqual([]);
  const lines = await world.describe();
  return lines.flatMap((line) => {
    const [, functionName] = /:function:([\w-]+):live/.exec(line) ?? [];
    const [kind = ''] = line.split(' ');
    return functionName === undefined || kind === 'role' ? [] : [`${kind} ${functionName}`];
  });
}

const route = (method: string): Trigger => ({ type: 'httpApi', route: `${method} /birds` });
const keys: Trigger = { type: 'bucket', bucket: 'birds', prefix: 'in/' };
const work: Trigger = { type: 'queue', queue: 'jobs' };

it('lets two lambdas have one API, one bucket and one queue', async () => {
  const declared = {
    one: [route('GET'), keys, work],
    two: [route('POST'), { ...keys, prefix: 'out/' }, work],
  };
  const both = ['integration', 'mapping', 'notification', 'route'];
  expect(await reach(declared)).toEqual(both.flatMap((kind) => [`${kind} one`, `${kind} two`]));
  expect(await reach({ one: [route('GET')], two: [keys] })).toEqual([
    'integration one',
    'notification two',
    'route one',
  ]);
  expect(await reach({ one: [], two: [] })).toEqual([]);
  expect(await world.describe()).toEqual([]);
});

it('moves a route and the keys of a bucket to another lambda in one deploy, and back', async () => {
  const moved = [route('GET'), keys];
  const of = (name: string) => [`integration ${name}`, `notification ${name}`, `route ${name}`];
  expect(await reach({ one: moved, two: [] })).toEqual(of('one'));
  expect(await reach({ one: [], two: moved })).toEqual(of('two'));
  expect(await reach({ one: moved, two: [] })).toEqual(of('one'));
  // The other one is not deployed beside it, and finds later that it has nothing of them any more.
  expect(await store.deploy({ two: moved })).toEqual([]);
  expect(await reach({ one: [], two: moved })).toEqual(of('two'));
  expect(await reach({ one: [], two: [] })).toEqual([]);
  expect(await world.describe()).toEqual([]);
});

it('moves a lambda from the trigger of one to that of another', async () => {
  const schedule: Trigger = { type: 'schedule', expression: 'rate(1 day)' };
  const news: Trigger = { type: 'topic', topic: 'news' };
  expect(await reach({ one: [schedule], two: [news] })).toEqual([
    'schedule one',
    'subscription two',
  ]);
  expect(await reach({ one: [news], two: [schedule] })).toEqual([
    'schedule two',
    'subscription one',
  ]);
  expect(await reach({ one: [], two: [] })).toEqual([]);
  expect(await world.describe()).toEqual([]);
});

it('names functions of a stage by its prefix', async () => {
  const triggers: readonly Trigger[] = [
    { type: 'schedule', expression: 'rate(1 day)' },
    { type: 'eventPattern', pattern: { source: ['model'] } },
    { type: 'functionUrl', authType: 'NONE' },
    { type: 'topic', topic: 'news' },
    route('GET'),
    keys,
    work,
  ];
  expect(await reach({ one: triggers }, 'dev-')).toEqual([
    'integration dev-one',
    'mapping dev-one',
    'notification dev-one',
    'route dev-one',
    'schedule dev-one',
    'subscription dev-one',
    'target dev-one',
  ]);
  expect(await reach({ one: [] }, 'dev-')).toEqual([]);
  expect(await world.describe()).toEqual([]);
});

it('sets right by its own name what somebody changed by hand, and takes nothing away after it', async () => {
  const triggers: readonly Trigger[] = [
    { type: 'schedule', expression: 'rate(1 day)' },
    { type: 'eventPattern', pattern: { source: ['model'] } },
    keys,
  ];
  await reach({ one: triggers, two: [] });
  const before = await world.describe();
  await changeByHand(world);
  expect(await store.differences({ one: triggers, two: [] })).toEqual([
    '~ schedule rate(1 day).expression rate(9 days) → rate(1 day)',
    '~ eventPattern {"source":["model"]}.pattern changed',
    '~ bucket birds/in/* ObjectCreated:*.keys elsewhere/* → in/*',
  ]);
  expect(await store.deploy({ one: triggers, two: [] }, { verify: true })).toEqual([]);
  expect(await world.describe()).toEqual(before);
  await reach({ one: [], two: [] });
});

async function changeByHand({ clients: { events, s3, scheduler } }: TriggerWorld): Promise<void> {
  const [listed] = (await scheduler.send(new ListSchedulesCommand({}))).Schedules ?? [];
  const { Name, GroupName } = listed ?? {};
  const { Target, FlexibleTimeWindow, Description } = await scheduler.send(
    new GetScheduleCommand({ Name, GroupName }),
  );
  const ScheduleExpression = 'rate(9 days)';
  await scheduler.send(
    new UpdateScheduleCommand({
      Name,
      GroupName,
      ScheduleExpression,
      ScheduleExpressionTimezone: 'UTC',
      Description,
      Target,
      FlexibleTimeWindow,
    }),
  );
  const { Rules: [rule] = [] } = await events.send(new ListRulesCommand({}));
  await events.send(new PutRuleCommand({ Name: rule?.Name, EventPattern: '{"source":["other"]}' }));
  const Bucket = 'birds';
  const { LambdaFunctionConfigurations: [entry] = [] } = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket }),
  );
  if (entry === undefined) throw new Error('there is no notification');
  const Filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'elsewhere/' }] } };
  const NotificationConfiguration = { LambdaFunctionConfigurations: [{ ...entry, Filter }] };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }),
  );
}
