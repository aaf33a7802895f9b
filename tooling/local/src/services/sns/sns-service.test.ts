import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  RemovePermissionCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
  type SubscribeInput,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let sns: SNSClient;
let TopicArn: string;
beforeEach(async () => {
  aws = await startTestAws();
  sns = new SNSClient(aws.client);
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: 'topic' }))).TopicArn ?? '';
});
afterEach(async () => {
  sns.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f:live';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:q';
const subscribe = (input: Partial<SubscribeInput> = {}) =>
  sns.send(new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint: functionArn, ...input }));
const attributesOf = async (SubscriptionArn: string | undefined) =>
  (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;

describe('a topic', () => {
  it('has its attributes, as recorded', async () => {
    expect(TopicArn).toBe('arn:aws:sns:us-east-1:000000000000:topic');
    await sns.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'DisplayName',
        AttributeValue: 'T',
      }),
    );
    await subscribe();
    const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({
      DisplayName: 'T',
      Owner: '000000000000',
      SubscriptionsConfirmed: '1',
      SubscriptionsDeleted: '0',
      SubscriptionsPending: '0',
      TopicArn,
    });
    expect(JSON.parse(Attributes.Policy ?? '')).toMatchObject({
      Id: '__default_policy_ID',
      Statement: [{ Condition: { StringEquals: { 'AWS:SourceOwner': '000000000000' } } }],
    });
  });

  it('is made once, and not with other attributes or tags', async () => {
    const create = (more: object) => sns.send(new CreateTopicCommand({ Name: 'topic', ...more }));
    expect(await create({})).toMatchObject({ TopicArn });
    await expect(create({ Attributes: { DisplayName: 'x' } })).rejects.toThrow(
      'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    );
    await expect(create({ Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toThrow(
      'Invalid parameter: Tags Reason: Topic already exists with different tags',
    );
  });

  it.each([
    [{ Name: '' }, 'Invalid parameter: Topic Name'],
    [{ Name: 'a.fifo' }, 'Invalid parameter: Topic Name'],
    [{ Name: 'a', Attributes: { FifoTopic: 'true' } }, 'Invalid parameter: Topic Name'],
    [
      { Name: 'a', Attributes: { KmsMasterKeyId: 'k' } },
      'does not implement the attribute KmsMasterKeyId',
    ],
  ])('is refused: %j', async (input, message) => {
    await expect(sns.send(new CreateTopicCommand(input))).rejects.toThrow(message);
  });

  it('is deleted with its subscriptions, however often', async () => {
    await subscribe();
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([]);
    expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
    const get = (arn: string) => sns.send(new GetTopicAttributesCommand({ TopicArn: arn }));
    await expect(get(TopicArn)).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
    });
    await expect(get('topic')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
    });
  });

  it('takes statements into its policy, and loses them again', async () => {
    const Label = 'them';
    const add = (ActionName: string) =>
      sns.send(
        new AddPermissionCommand({
          TopicArn,
          Label,
          AWSAccountId: ['222222222222'],
          ActionName: [ActionName],
        }),
      );
    const statements = async () => {
      const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      return (JSON.parse(Attributes.Policy ?? '') as { Statement: unknown[] }).Statement;
    };
    await expect(add('Fly')).rejects.toThrow('Policy statement action out of service scope!');
    await add('Publish');
    expect((await statements())[1]).toEqual({
      Sid: 'them',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::222222222222:root' },
      Action: 'SNS:Publish',
      Resource: TopicArn,
    });
    await expect(add('Publish')).rejects.toThrow('Statement already exists');
    await sns.send(new RemovePermissionCommand({ TopicArn, Label }));
    expect(await statements()).toHaveLength(1);
  });

  it('is tagged, and found by its tags', async () => {
    const stage = { Key: 'stage', Value: 'prod' };
    const tag = (Tags: { Key: string; Value: string }[]) =>
      sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags }));
    await tag([stage, { Key: 'a', Value: 'b' }]);
    await expect(tag([stage, stage])).rejects.toThrow('Duplicated keys are not allowed.');
    await sns.send(new UntagResourceCommand({ ResourceArn: TopicArn, TagKeys: ['a'] }));
    const list = new ListTagsForResourceCommand({ ResourceArn: TopicArn });
    expect((await sns.send(list)).Tags).toEqual([stage]);
    const tagging = new ResourceGroupsTaggingAPIClient(aws.client);
    const found = await tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ['sns'] }));
    expect(found.ResourceTagMappingList).toEqual([{ ResourceARN: TopicArn, Tags: [stage] }]);
    tagging.destroy();
  });
});

describe('a subscription', () => {
  it('has its attributes, as recorded, and they are set one by one', async () => {
    const FilterPolicy = '{"stage":["prod"]}';
    const { SubscriptionArn } = await subscribe({ Attributes: { FilterPolicy } });
    const expected = {
      ConfirmationWasAuthenticated: 'true',
      Endpoint: functionArn,
      Owner: '000000000000',
      PendingConfirmation: 'false',
      Protocol: 'lambda',
      RawMessageDelivery: 'false',
      SubscriptionArn,
      SubscriptionPrincipal: 'arn:aws:iam::000000000000:root',
      TopicArn,
    };
    const filtered = { FilterPolicy, FilterPolicyScope: 'MessageAttributes' };
    expect(await attributesOf(SubscriptionArn)).toEqual({ ...expected, ...filtered });
    const set = (AttributeName: string, AttributeValue: string) =>
      sns.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
      );
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn });
    await set('RedrivePolicy', RedrivePolicy);
    await set('FilterPolicy', '');
    expect(await attributesOf(SubscriptionArn)).toEqual({ ...expected, RedrivePolicy });
    await expect(set('Colour', 'red')).rejects.toThrow('Invalid parameter: AttributeName');
  });

  it('is made once for an endpoint, and not with other attributes', async () => {
    const Attributes = { RawMessageDelivery: 'true' };
    const queue = { Protocol: 'sqs', Endpoint: queueArn };
    const { SubscriptionArn } = await subscribe({ ...queue, Attributes });
    expect(await subscribe({ ...queue, Attributes })).toMatchObject({ SubscriptionArn });
    expect(await subscribe(queue)).toMatchObject({ SubscriptionArn });
    await expect(
      subscribe({ ...queue, Attributes: { RawMessageDelivery: 'false' } }),
    ).rejects.toThrow(
      'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
    );
    const list = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(list.Subscriptions).toEqual([
      { SubscriptionArn, Owner: '000000000000', TopicArn, ...queue },
    ]);
  });

  it.each<[Partial<SubscribeInput>, string]>([
    [{ Protocol: 'pigeon' }, 'Amazon SNS does not support this protocol string: pigeon'],
    [
      { Protocol: 'email', Endpoint: 'a@b.c' },
      'does not implement Protocol email of sns:Subscribe',
    ],
    [{ Protocol: 'sqs', Endpoint: 'http://q' }, 'Invalid parameter: SQS endpoint ARN'],
    [
      { Protocol: 'sqs', Endpoint: `${queueArn}.fifo` },
      'FIFO SQS Queues can not be subscribed to standard SNS topics',
    ],
    [
      { Attributes: { RawMessageDelivery: 'x' } },
      'Attributes Reason: RawMessageDelivery: Invalid value [x]. Must be true or false.',
    ],
    [
      { Attributes: { RedrivePolicy: '{}' } },
      'Attributes Reason: RedrivePolicy: deadLetterTargetArn is an invalid arn',
    ],
    [
      { Attributes: { FilterPolicy: 'x' } },
      'Attributes Reason: FilterPolicy: failed to parse JSON.',
    ],
    [
      { Attributes: { FilterPolicy: '{"a":[]}' } },
      'Attributes Reason: FilterPolicy: Empty arrays are not allowed',
    ],
    [
      { Attributes: { FilterPolicy: '{"a":[{"wildcard":"*"}]}' } },
      'FilterPolicy: Unrecognized match type wildcard',
    ],
    [
      { Attributes: { FilterPolicy: '{"a":{"b":["c"]}}' } },
      'Filter policy scope MessageAttributes does not support nested filter policy',
    ],
    [
      {
        Attributes: {
          FilterPolicy: JSON.stringify(
            Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => [key, ['x']])),
          ),
        },
      },
      'FilterPolicy: Filter policy can not have more than 5 keys',
    ],
    [
      { Attributes: { FilterPolicy: JSON.stringify({ a: Array(151).fill('x') }) } },
      'FilterPolicy: Filter policy is too complex',
    ],
    [
      { Attributes: { FilterPolicyScope: 'All' } },
      'FilterPolicyScope: Invalid value [All]. Please use either MessageBody or MessageAttributes',
    ],
    [{ TopicArn: 'arn:aws:sns:us-east-1:000000000000:none' }, 'Topic does not exist'],
  ])('is refused: %j', async (input, message) => {
    await expect(subscribe(input)).rejects.toThrow(message);
    expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
  });

  it('ends, however often it is asked to, and is counted', async () => {
    const { SubscriptionArn } = await subscribe();
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    await expect(attributesOf(SubscriptionArn)).rejects.toThrow('Subscription does not exist');
    await expect(sns.send(new UnsubscribeCommand({ SubscriptionArn: TopicArn }))).rejects.toThrow(
      'Invalid parameter: SubscriptionId',
    );
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsDeleted: '1' });
  });
});
