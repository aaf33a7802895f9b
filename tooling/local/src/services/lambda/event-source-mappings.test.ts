import {
  CreateAliasCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkerRole, startPolling, type Polling } from './testing/start-polling.ts';
import { startTestQueues } from '../sqs/testing/start-test-queues.ts';

let polling: Polling;
let jobs: string;
const settleMs = 1000;
const handler = 'exports.handler = async () => {};';
const arn = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:worker';

beforeEach(async () => {
  polling = await startPolling({ settleMs, background: false });
  jobs = await polling.create('jobs');
  await polling.createFunction('worker', handler);
  await polling.advance(1);
});
afterEach(async () => {
  await polling.stop();
  expect(polling.aws.failures).toEqual([]);
});

const get = (UUID: string | undefined) =>
  polling.lambda.send(new GetEventSourceMappingCommand({ UUID }));
const update = (input: UpdateEventSourceMappingCommandInput) =>
  polling.lambda.send(new UpdateEventSourceMappingCommand(input));
const list = async (input: object) => {
  const answer = await polling.lambda.send(new ListEventSourceMappingsCommand(input));
  return answer.EventSourceMappings ?? [];
};

describe('an event source mapping', () => {
  it('is created, changed and deleted, and takes its time for it', async () => {
    const created = await polling.map(jobs);
    const { UUID } = created;
    // Recorded (test_lambda_integration_sqs.snapshot.json).
    expect(created).toMatchObject({
      BatchSize: 10,
      EventSourceArn: arn,
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${String(UUID)}`,
      FunctionArn: functionArn,
      FunctionResponseTypes: [],
      MaximumBatchingWindowInSeconds: 0,
      State: 'Creating',
      StateTransitionReason: 'USER_INITIATED',
    });
    await expect(update({ UUID, Enabled: false })).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await polling.advance(1);
    expect(await get(UUID)).toMatchObject({ State: 'Enabled' });
    expect(await update({ UUID, Enabled: false })).toMatchObject({ State: 'Disabling' });
    await polling.advance(1);
    expect(await get(UUID)).toMatchObject({ State: 'Disabled' });
    expect(await update({ UUID, BatchSize: 5 })).toMatchObject({ State: 'Updating', BatchSize: 5 });
    await polling.advance(1);
    expect(await get(UUID)).toMatchObject({ State: 'Disabled', BatchSize: 5 });
    const deleted = await polling.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    expect(deleted).toMatchObject({ State: 'Deleting' });
    await polling.advance(1);
    await expect(get(UUID)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
    expect(await list({})).toEqual([]);
  });

  it('is read back as it was written', async () => {
    const settings = {
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["a"]}}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    } satisfies Partial<CreateEventSourceMappingCommandInput>;
    const { UUID } = await polling.map(jobs, { ...settings, Enabled: false });
    expect(await get(UUID)).toMatchObject({ ...settings, State: 'Disabled' });
    await update({
      UUID,
      BatchSize: 10,
      FilterCriteria: {},
      FunctionResponseTypes: [],
      ScalingConfig: {},
    });
    const after = await get(UUID);
    expect(after).toMatchObject({ MaximumBatchingWindowInSeconds: 5, FunctionResponseTypes: [] });
    expect(after.FilterCriteria).toBeUndefined();
    expect(after.ScalingConfig).toBeUndefined();
  });

  it('is of an alias, and listed by it', async () => {
    await polling.lambda.send(new PublishVersionCommand({ FunctionName: 'worker' }));
    const alias = { FunctionName: 'worker', Name: 'live', FunctionVersion: '1' };
    await polling.lambda.send(new CreateAliasCommand(alias));
    const { UUID } = await polling.map(jobs, { FunctionName: 'worker:live' });
    expect(await get(UUID)).toMatchObject({ FunctionArn: `${functionArn}:live` });
    expect(await list({ FunctionName: 'worker:live' })).toHaveLength(1);
    expect(await list({ FunctionName: 'worker' })).toHaveLength(0);
    expect(await list({ EventSourceArn: arn })).toHaveLength(1);
    expect(await list({ EventSourceArn: `${arn}x` })).toHaveLength(0);
    await expect(polling.map(jobs, { FunctionName: 'worker:other' })).rejects.toThrow(
      'Function does not exist',
    );
  });

  it('can be disabled when its queue is gone', async () => {
    const { UUID } = await polling.map(jobs);
    await polling.advance(1);
    await polling.client.send(new DeleteQueueCommand({ QueueUrl: jobs }));
    await expect(update({ UUID, BatchSize: 5 })).rejects.toThrow(/NonExistentQueue/);
    expect(await update({ UUID, Enabled: false })).toMatchObject({ State: 'Disabling' });
  });

  it('is the only one of a queue and a function', async () => {
    const { UUID } = await polling.map(jobs);
    await expect(polling.map(jobs)).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `An event source mapping with SQS arn (" ${arn} ") and function (" worker ") already exists. Please update or delete the existing mapping with UUID ${String(UUID)}`,
    });
  });

  it('has tags, which the tagging service finds', async () => {
    const created = await polling.map(jobs, { Tags: { stage: 'local' } });
    const { UUID } = created;
    const Resource = `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${String(UUID)}`;
    await polling.lambda.send(new TagResourceCommand({ Resource, Tags: { owner: 'ml' } }));
    await polling.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['stage'] }));
    const { Tags } = await polling.lambda.send(new ListTagsCommand({ Resource }));
    expect(Tags).toEqual({ owner: 'ml' });
    const tagging = new ResourceGroupsTaggingAPIClient(polling.aws.client);
    const found = await tagging.send(
      new GetResourcesCommand({ ResourceTypeFilters: ['lambda:event-source-mapping'] }),
    );
    tagging.destroy();
    expect(found.ResourceTagMappingList).toEqual([
      { ResourceARN: Resource, Tags: [{ Key: 'owner', Value: 'ml' }] },
    ]);
  });

  it.each([
    [{ BatchSize: 11 }, /^Maximum batch window in seconds must be greater than 0/],
    [
      { FilterCriteria: { Filters: [{ Pattern: 'text' }] } },
      /^Invalid filter pattern definition.$/,
    ],
    [{ StartingPosition: 'LATEST' as const }, /^Unsupported StartingPosition parameter/],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, /greater than or equal to 2$/],
    [
      { EventSourceArn: `${arn}x` },
      /^Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.$/,
    ],
    [{ EventSourceArn: undefined }, /^Unrecognized event source.$/],
  ])('is refused with %o', async (input, message) => {
    await expect(polling.map(jobs, input)).rejects.toThrow(message);
    expect(await list({})).toEqual([]);
  });

  it('is refused where the function may take longer than a message is invisible', async () => {
    await polling.createFunction('slow', handler, { Timeout: 60 });
    await expect(polling.map(jobs, { FunctionName: 'slow' })).rejects.toThrow(
      'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    );
  });

  it.each(['kinesis', 'dynamodb'])('is not implemented for %s', async (service) => {
    const EventSourceArn = arn.replace('sqs', service);
    await expect(
      polling.map(jobs, { EventSourceArn, StartingPosition: 'LATEST' }),
    ).rejects.toMatchObject({
      message: `The local AWS does not implement event source mappings of ${service}: of SQS queues only`,
      $metadata: { httpStatusCode: 501 },
    });
  });
});

it('asks the role of the function whether it may read the queue', async () => {
  const queues = await startTestQueues();
  await createWorkerRole(queues, 'sqs:ReceiveMessage');
  await queues.aws.close();
  await polling.stop();
  polling = await startPolling({ stateDirectory: queues.aws.stateDirectory });
  jobs = await polling.create('jobs');
  await polling.createFunction('worker', handler);
  await expect(polling.map(jobs)).rejects.toThrow(
    'The provided execution role does not have permissions to call DeleteMessage on SQS',
  );
});
