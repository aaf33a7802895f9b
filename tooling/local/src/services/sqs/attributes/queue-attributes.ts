import type { QueueDocument, RedrivePolicy } from '../queue-document.ts';
import { isFifo } from '../queue-document.ts';

/**
 * Numbers, with their default and their range.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const numbers = {
  DelaySeconds: { default: 0, min: 0, max: 900 },
  MaximumMessageSize: { default: 1_048_576, min: 1024, max: 1_048_576 },
  MessageRetentionPeriod: { default: 345_600, min: 60, max: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { default: 0, min: 0, max: 20 },
  VisibilityTimeout: { default: 30, min: 0, max: 43_200 },
} as const;

export type NumberAttribute = keyof typeof numbers;

/** Of FIFO queues alone. */
const fifoDefaults = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
} as const;

/** What a queue's attributes are, set or not. */
export function attributesOf(queue: QueueDocument): Record<string, string> {
  const defaults = Object.entries(numbers).map(([name, one]) => [name, String(one.default)]);
  const { KmsMasterKeyId } = queue.attributes;
  return {
    ...(Object.fromEntries(defaults) as Record<string, string>),
    SqsManagedSseEnabled: KmsMasterKeyId === undefined ? 'true' : 'false',
    ...(KmsMasterKeyId !== undefined && { KmsDataKeyReusePeriodSeconds: '300' }),
    ...(isFifo(queue) ? fifoDefaults : {}),
    ...queue.attributes,
  };
}

export function numberOf({ attributes }: QueueDocument, name: NumberAttribute): number {
  return Number(attributes[name] ?? numbers[name].default);
}

export function redriveOf({ attributes }: QueueDocument): RedrivePolicy | undefined {
  const text = attributes.RedrivePolicy;
  return text === undefined ? undefined : (JSON.parse(text) as RedrivePolicy);
}
