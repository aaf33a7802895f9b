import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type PutRuleRequest,
  type Target,
} from '@aws-sdk/client-eventbridge';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { startTestEvents, type TestEvents } from './testing/start-test-events.ts';

let events: TestEvents;
beforeEach(async () => {
  events = await startTestEvents();
});
afterEach(async () => {
  await events.stop();
  expect(events.aws.failures).toEqual([]);
});

const arn = 'arn:aws:events:us-east-1:000000000000';
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f:live';
const EventPattern = '{"source":["app"]}';
const putRule = (input: Partial<PutRuleRequest> = {}) =>
  events.client.send(new PutRuleCommand({ Name: 'rule', EventPattern, ...input }));
const putTargets = (...Targets: Target[]) =>
  events.client.send(new PutTargetsCommand({ Rule: 'rule', Targets }));
const target = (Id: string, more: Partial<Target> = {}) => ({ Id, Arn: functionArn, ...more });

describe('a rule', () => {
  it('is shown as it was put, and replaced as a whole but for its tags and targets', async () => {
    const Tags = [{ Key: 'stage', Value: 'prod' }];
    const { RuleArn } = await putRule({ Description: 'd', State: 'DISABLED', Tags });
    expect(RuleArn).toBe(`${arn}:rule/rule`);
    const describeRule = () => events.client.send(new DescribeRuleCommand({ Name: 'rule' }));
    const { $metadata: _one, ...shown } = await describeRule();
    expect(shown).toEqual({
      Name: 'rule',
      Arn: RuleArn,
      EventPattern,
      State: 'DISABLED',
      Description: 'd',
      EventBusName: 'default',
      CreatedBy: '000000000000',
    });
    await putTargets(target('a'));
    await putRule({ Tags: [{ Key: 'other', Value: 'x' }] });
    const { $metadata: _two, ...again } = await describeRule();
    expect(again).toEqual({ ...shown, State: 'ENABLED', Description: undefined });
    const tags = await events.client.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }));
    expect(tags.Tags).toEqual(Tags);
    const targets = await events.client.send(new ListTargetsByRuleCommand({ Rule: 'rule' }));
    expect(targets.Targets).toEqual([target('a')]);
  });

  it('is deleted once its targets are gone', async () => {
    await putRule();
    await putTargets(target('a'));
    const remove = () => events.client.send(new DeleteRuleCommand({ Name: 'rule' }));
    await expect(remove()).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
    const Ids = ['a', 'b'];
    const removed = await events.client.send(new RemoveTargetsCommand({ Rule: 'rule', Ids }));
    expect(removed).toMatchObject({
      FailedEntryCount: 1,
      FailedEntries: [{ TargetId: 'b', ErrorCode: 'ResourceNotFoundException' }],
    });
    await remove();
    await remove();
    await expect(
      events.client.send(new DescribeRuleCommand({ Name: 'rule' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule rule does not exist on EventBus default.',
    });
  });

  it.each([
    [
      { EventPattern: '{"a":[]}' },
      'Event pattern is not valid. Reason: Empty arrays are not allowed',
    ],
    [
      { EventPattern: '{"a":"b"}' },
      'Event pattern is not valid. Reason: "a" must be an object or an array',
    ],
    [{ EventPattern: '["a"]' }, 'Event pattern is not valid. Reason: Filter is not an object'],
    [{ EventPattern: '{"a"' }, 'Event pattern is not valid. Reason: '],
    [{ EventPattern: '' }, 'Parameter(s) EventPattern or ScheduleExpression must be specified.'],
    [{ EventBusName: 'none' }, 'Event bus none does not exist.'],
    [
      { ScheduleExpression: 'rate(1 day)' },
      'does not implement ScheduleExpression of events:PutRule',
    ],
    [{ Name: 'a b' }, "Value 'a b' at 'name' failed to satisfy constraint"],
  ])('is refused: %j', async (input, message) => {
    await expect(putRule(input)).rejects.toThrow(message);
  });
});

describe('targets', () => {
  beforeEach(async () => {
    await putRule();
  });

  it.each<[Target, string]>([
    [
      target('a', { Arn: 'queue' }),
      'Parameter queue is not valid. Reason: Provided Arn is not in correct format.',
    ],
    [
      target('a', { Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:s' }),
      'does not implement the target arn:aws:states',
    ],
    [
      target('a', { Arn: 'arn:aws:sqs:us-east-1:000000000000:q.fifo' }),
      'Parameter(s) SqsParameters must be specified for target: a.',
    ],
    [
      target('a', { Input: '{}', InputPath: '$' }),
      'Only one of Input, InputPath, or InputTransformer must be provided for target a.',
    ],
    [target('a', { Input: 'text' }), 'JSON syntax error in input for target a.'],
    [
      target('a', { InputPath: '$.a[*]' }),
      'does not implement the JSON path $.a[*] of events:PutTargets',
    ],
    [
      target('a', { InputTransformer: { InputTemplate: '"<x>"' } }),
      'InputTemplate for target a contains invalid placeholder x.',
    ],
    [
      target('a', { KinesisParameters: { PartitionKeyPath: '$' } }),
      'does not implement Targets.KinesisParameters',
    ],
    [
      target('a', { RetryPolicy: { MaximumEventAgeInSeconds: 1 } }),
      'Member must have value greater than or equal to 60',
    ],
  ])('are refused: %j', async (wrong, message) => {
    await expect(putTargets(target('ok'), wrong)).rejects.toThrow(message);
    const { Targets } = await events.client.send(new ListTargetsByRuleCommand({ Rule: 'rule' }));
    expect(Targets).toEqual([]);
  });

  it('are at most five, replaced by their id, and listed page by page', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    await putTargets(...ids.map((id) => target(id)));
    const last = target('e', {
      RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:q' },
    });
    await putTargets(last);
    await expect(putTargets(target('f'))).rejects.toMatchObject({ name: 'LimitExceededException' });
    const list = (NextToken?: string) =>
      events.client.send(new ListTargetsByRuleCommand({ Rule: 'rule', Limit: 3, NextToken }));
    const first = await list();
    expect(first.Targets).toEqual(['a', 'b', 'c'].map((id) => target(id)));
    expect((await list(first.NextToken)).Targets).toEqual([target('d'), last]);
    const byTarget = new ListRuleNamesByTargetCommand({ TargetArn: functionArn });
    expect((await events.client.send(byTarget)).RuleNames).toEqual(['rule']);
  });
});

test('rules are listed by their beginning, page by page', async () => {
  for (const Name of ['a-1', 'a-2', 'a-3', 'b']) await putRule({ Name });
  const list = async (NextToken?: string) => {
    const answer = await events.client.send(
      new ListRulesCommand({ NamePrefix: 'a-', Limit: 2, NextToken }),
    );
    return { names: answer.Rules?.map(({ Name }) => Name), next: answer.NextToken };
  };
  const first = await list();
  expect(first.names).toEqual(['a-1', 'a-2']);
  expect(await list(first.next)).toEqual({ names: ['a-3'], next: undefined });
  await expect(list('x')).rejects.toThrow('NextToken is not valid.');
});

test('a bus is made, shown and deleted with its rules; the default one is always there', async () => {
  const { EventBusArn } = await events.client.send(new CreateEventBusCommand({ Name: 'bus' }));
  expect(EventBusArn).toBe(`${arn}:event-bus/bus`);
  await expect(
    events.client.send(new CreateEventBusCommand({ Name: 'bus' })),
  ).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'Event bus bus already exists.',
  });
  const listed = await events.client.send(new ListEventBusesCommand({}));
  expect(listed.EventBuses?.map(({ Name }) => Name)).toEqual(['bus', 'default']);
  expect(await putRule({ EventBusName: EventBusArn })).toMatchObject({
    RuleArn: `${arn}:rule/bus/rule`,
  });
  await events.client.send(new DeleteEventBusCommand({ Name: 'bus' }));
  await expect(
    events.client.send(new DescribeEventBusCommand({ Name: 'bus' })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Event bus bus does not exist.',
  });
  await events.client.send(new CreateEventBusCommand({ Name: 'bus' }));
  const rules = await events.client.send(new ListRulesCommand({ EventBusName: 'bus' }));
  expect(rules.Rules).toEqual([]);
  await expect(events.client.send(new DeleteEventBusCommand({ Name: 'default' }))).rejects.toThrow(
    'Cannot delete event bus default.',
  );
});

test('permissions of a bus are kept and shown', async () => {
  const allow = { Action: 'events:PutEvents', Principal: '222222222222', StatementId: 'them' };
  await events.client.send(new PutPermissionCommand(allow));
  const policy = async () => (await events.client.send(new DescribeEventBusCommand({}))).Policy;
  expect(JSON.parse((await policy()) ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'them',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::222222222222:root' },
        Action: 'events:PutEvents',
        Resource: `${arn}:event-bus/default`,
      },
    ],
  });
  const remove = () => events.client.send(new RemovePermissionCommand({ StatementId: 'them' }));
  await remove();
  expect(await policy()).toBeUndefined();
  await expect(remove()).rejects.toThrow('Statement with the provided id does not exist.');
});

test('rules and buses are tagged, and found by their tags', async () => {
  const { RuleArn = '' } = await putRule({ Tags: [{ Key: 'stage', Value: 'prod' }] });
  const bus = await events.client.send(new CreateEventBusCommand({ Name: 'bus' }));
  const { EventBusArn = '' } = bus;
  const Tags = [
    { Key: 'stage', Value: 'prod' },
    { Key: 'x', Value: 'y' },
  ];
  await events.client.send(new TagResourceCommand({ ResourceARN: EventBusArn, Tags }));
  await events.client.send(new UntagResourceCommand({ ResourceARN: EventBusArn, TagKeys: ['x'] }));
  const tagging = new ResourceGroupsTaggingAPIClient(events.aws.client);
  const TagFilters = [{ Key: 'stage', Values: ['prod'] }];
  const found = await tagging.send(new GetResourcesCommand({ TagFilters }));
  expect(found.ResourceTagMappingList).toEqual(
    [EventBusArn, RuleArn].map((ResourceARN) => ({ ResourceARN, Tags: Tags.slice(0, 1) })),
  );
  tagging.destroy();
  const missing = new ListTagsForResourceCommand({ ResourceARN: `${arn}:rule/bus/none` });
  await expect(events.client.send(missing)).rejects.toThrow(
    'Rule none does not exist on EventBus bus.',
  );
});
