import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { queueArn } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import type { TriggerContext } from './trigger-context.ts';

const isMissing = (error: unknown): boolean =>
  isAwsError(error, 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue');

/**
 * Seconds that a message stays hidden from others while it is handled; undefined where there is no such
 * queue.
 *
 * @param queue - name, or ARN
 */
export async function readQueue(
  { clients, place }: TriggerContext,
  queue: string,
): Promise<{ readonly visibilityTimeout: number } | undefined> {
  const [, , , , account, name] = queueArn(queue, place).split(':');
  const client = await clients.sqs();
  try {
    const { QueueUrl } = await client.send(
      new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
    );
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] }),
    );
    return { visibilityTimeout: Number(Attributes.VisibilityTimeout ?? 30) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** In words, where one is named, and there is no such queue. */
export async function readQueueProblem(
  context: TriggerContext,
  queue: string | undefined,
): Promise<string | undefined> {
  if (queue === undefined) return undefined;
  if ((await readQueue(context, queue)) !== undefined) return undefined;
  return `there is no queue ${queueArn(queue, context.place)}: create it, or correct the name`;
}
