import type { LocalResources } from '@tooling/core';
import type { AwsClients } from './clients.ts';

/** Makes what is not there yet of the buckets, queues and topics that the local AWS shall have. */
export async function makeResources(
  clients: AwsClients,
  { buckets = [], queues = [], topics = [] }: LocalResources,
): Promise<void> {
  await Promise.all([
    ...buckets.map((name) => makeBucket(clients, name)),
    ...queues.map((name) => makeQueue(clients, name)),
    ...topics.map((name) => makeTopic(clients, name)),
  ]);
}

async function makeBucket({ s3, region }: AwsClients, Bucket: string): Promise<void> {
  const { CreateBucketCommand, BucketAlreadyOwnedByYou } = await import('@aws-sdk/client-s3');
  // us-east-1 takes no constraint, and every other region wants its own.
  const elsewhere = { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
  try {
    const input = { Bucket, ...(region !== 'us-east-1' && elsewhere) };
    await (await s3()).send(new CreateBucketCommand(input));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
}

async function makeQueue({ sqs }: AwsClients, QueueName: string): Promise<void> {
  const { CreateQueueCommand, QueueNameExists } = await import('@aws-sdk/client-sqs');
  const isFifo = QueueName.endsWith('.fifo');
  const input = { QueueName, ...(isFifo && { Attributes: { FifoQueue: 'true' } }) };
  try {
    await (await sqs()).send(new CreateQueueCommand(input));
  } catch (error) {
    // It is there, with attributes that somebody else gave it.
    if (!(error instanceof QueueNameExists)) throw error;
  }
}

async function makeTopic({ sns }: AwsClients, Name: string): Promise<void> {
  const { CreateTopicCommand } = await import('@aws-sdk/client-sns');
  const isFifo = Name.endsWith('.fifo');
  const input = { Name, ...(isFifo && { Attributes: { FifoTopic: 'true' } }) };
  await (await sns()).send(new CreateTopicCommand(input));
}
