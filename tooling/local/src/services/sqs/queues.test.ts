import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestQueues, type TestQueues } from './testing/start-test-queues.ts';

let queues: TestQueues;
beforeEach(async () => {
  queues = await startTestQueues();
});
afterEach(async () => {
  await queues.stop();
  expect(queues.aws.failures).toEqual([]);
});

const set = (QueueUrl: string, Attributes: Record<string, string>) =>
  queues.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

describe('a queue', () => {
  it('has its URL at the address that was asked, and the attributes that AWS gives it', async () => {
    const url = await queues.create('jobs');
    expect(url).toBe(`${queues.aws.url}/000000000000/jobs`);
    expect(await queues.attributes(url)).toEqual({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: '1795176000',
      LastModifiedTimestamp: '1795176000',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      VisibilityTimeout: '30',
      SqsManagedSseEnabled: 'true',
    });
    const fifo = await queues.create('jobs.fifo', { FifoQueue: 'true' });
    expect(await queues.attributes(fifo)).toMatchObject({
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    });
  });

  it('is created once more where nothing is different', async () => {
    const url = await queues.create('jobs', { DelaySeconds: '5' });
    expect(await queues.create('jobs')).toBe(url);
    expect(await queues.create('jobs', { DelaySeconds: '5' })).toBe(url);
    await expect(queues.create('jobs', { DelaySeconds: '6' })).rejects.toMatchObject({
      name: 'QueueNameExists',
      message:
        'A queue already exists with the same name and a different value for attribute DelaySeconds',
    });
  });

  it('is gone when it is deleted, and its name is free after a minute', async () => {
    const url = await queues.create('jobs');
    await queues.send(url, 'hello');
    await queues.client.send(new DeleteQueueCommand({ QueueUrl: url }));
    await expect(queues.receive(url)).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
    const missing = new GetQueueUrlCommand({ QueueName: 'jobs' });
    await expect(queues.client.send(missing)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    await expect(queues.create('jobs')).rejects.toMatchObject({ name: 'QueueDeletedRecently' });
    await queues.advance(60);
    expect(await queues.bodies(await queues.create('jobs'))).toEqual([]);
  });

  it('answers older clients by their own names', async () => {
    const response = await fetch(queues.aws.url, {
      method: 'POST',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20261120T120000Z',
        'x-amz-target': 'AmazonSQS.GetQueueUrl',
        'content-type': 'application/x-amz-json-1.0',
      },
      body: JSON.stringify({ QueueName: 'none' }),
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-query-error')).toBe(
      'AWS.SimpleQueueService.NonExistentQueue;Sender',
    );
  });

  it('changes its attributes, and gives some of them back', async () => {
    const url = await queues.create('jobs');
    await set(url, { VisibilityTimeout: '60', Policy: '{"Statement":[]}' });
    expect(await queues.attributes(url)).toMatchObject({ VisibilityTimeout: '60' });
    await set(url, { Policy: '' });
    expect(await queues.attributes(url)).not.toHaveProperty('Policy');
  });

  it.each([
    [{ DelaySeconds: '901' }, 'InvalidAttributeValue'],
    [{ VisibilityTimeout: 'x' }, 'InvalidAttributeValue'],
    [{ Colour: 'red' }, 'InvalidAttributeName'],
    [{ ContentBasedDeduplication: 'true' }, 'InvalidAttributeName'],
    [{ DeduplicationScope: 'queue' }, 'InvalidAttributeName'],
    [{ Policy: 'x' }, 'InvalidAttributeValue'],
    [{ RedrivePolicy: '{"maxReceiveCount":1}' }, 'InvalidParameterValue'],
    [{ RedriveAllowPolicy: '{"redrivePermission":"maybe"}' }, 'InvalidParameterValue'],
  ])('refuses %o', async (attributes, name) => {
    await expect(queues.create('jobs', attributes as Record<string, string>)).rejects.toMatchObject(
      {
        name,
      },
    );
  });

  it.each(['a b', 'x'.repeat(81), 'jobs.fifo'])('is not called %s', async (name) => {
    await expect(queues.create(name)).rejects.toThrow(/1 to 80 in length/);
  });
});

it('lists queues page by page', async () => {
  for (const name of ['a1', 'a2', 'a3', 'b']) await queues.create(name);
  const list = (input: object) => queues.client.send(new ListQueuesCommand(input));
  expect((await list({})).QueueUrls).toHaveLength(4);
  expect((await list({ QueueNamePrefix: 'none' })).QueueUrls).toBeUndefined();
  const first = await list({ QueueNamePrefix: 'a', MaxResults: 2 });
  expect(first.QueueUrls?.map((url) => url.split('/').at(-1))).toEqual(['a1', 'a2']);
  const second = await list({ QueueNamePrefix: 'a', MaxResults: 2, NextToken: first.NextToken });
  expect(second.QueueUrls?.map((url) => url.split('/').at(-1))).toEqual(['a3']);
  expect(second.NextToken).toBeUndefined();
});

it('lets in dead letters only of those that it allows', async () => {
  const dead = await queues.create('dead');
  const deadLetterTargetArn = await queues.arnOf(dead);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
  const url = await queues.create('jobs', { RedrivePolicy });
  const sources = new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead });
  expect((await queues.client.send(sources)).queueUrls).toEqual([url]);
  await set(dead, { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
  await expect(queues.create('other', { RedrivePolicy })).rejects.toThrow(/permission/);
  await expect(
    queues.create('other', { RedrivePolicy: RedrivePolicy.replace(':dead', ':none') }),
  ).rejects.toThrow('Dead letter target does not exist.');
  await expect(queues.create('other.fifo', { FifoQueue: 'true', RedrivePolicy })).rejects.toThrow(
    'must be same type of queue as the source',
  );
});

it('keeps tags, and the tagging service finds them', async () => {
  const { QueueUrl } = await queues.client.send(
    new CreateQueueCommand({ QueueName: 'jobs', tags: { stage: 'local' } }),
  );
  await queues.client.send(new TagQueueCommand({ QueueUrl, Tags: { owner: 'ml' } }));
  await queues.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['stage', 'none'] }));
  const { Tags } = await queues.client.send(new ListQueueTagsCommand({ QueueUrl }));
  expect(Tags).toEqual({ owner: 'ml' });
  const tagging = new ResourceGroupsTaggingAPIClient(queues.aws.client);
  const found = await tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ['sqs'] }));
  tagging.destroy();
  expect(found.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN)).toEqual([
    'arn:aws:sqs:us-east-1:000000000000:jobs',
  ]);
});

it('writes permissions into the policy, and takes them away', async () => {
  const QueueUrl = await queues.create('jobs');
  const add = new AddPermissionCommand({
    QueueUrl,
    Label: 'others',
    AWSAccountIds: ['111111111111'],
    Actions: ['SendMessage'],
  });
  await queues.client.send(add);
  const { Policy = '' } = await queues.attributes(QueueUrl);
  expect(JSON.parse(Policy)).toMatchObject({
    Statement: [{ Sid: 'others', Action: 'SQS:SendMessage' }],
  });
  await expect(queues.client.send(add)).rejects.toThrow(/Already exists/);
  const remove = new RemovePermissionCommand({ QueueUrl, Label: 'others' });
  await queues.client.send(remove);
  expect(await queues.attributes(QueueUrl)).not.toHaveProperty('Policy');
  await expect(queues.client.send(remove)).rejects.toThrow(/can't find label/);
});
