import { createHash } from 'node:crypto';
import type { PublishBatchRequestEntry, PublishInput } from '@aws-sdk/client-sns';
import { checkMessageAttributes, type MessageAttributes } from './message-attributes.ts';
import { isFifo, type TopicDocument } from './sns-documents.ts';
import { invalid } from './sns-errors.ts';

/** A message that a topic has taken. */
export interface PublishedMessage {
  readonly id: string;
  readonly publishedAt: Date;
  readonly subject?: string | undefined;
  readonly attributes: MessageAttributes;
  /** What a subscription of a protocol gets. */
  readonly textFor: (protocol: string) => string;
  /** Of a FIFO topic. */
  readonly fifo?: FifoMessage | undefined;
}

interface FifoMessage {
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly sequenceNumber: string;
}

export type MessageInput = Pick<PublishInput, keyof PublishInput & keyof PublishBatchRequestEntry>;

/** @throws AwsError InvalidParameter or ParameterValueInvalid, as recorded */
export function readMessage(
  input: MessageInput,
  topic: TopicDocument,
): Omit<PublishedMessage, 'id' | 'publishedAt'> {
  const { Message = '', Subject, MessageAttributes = {} } = input;
  if (Message === '') throw invalid('Empty message');
  checkSubject(Subject);
  checkMessageAttributes(MessageAttributes);
  if (sizeOf(Message, MessageAttributes) > maximumBytes) throw invalid('Message too long');
  return {
    subject: Subject,
    attributes: MessageAttributes,
    textFor: readStructure(Message, input.MessageStructure),
    fifo: readFifo(input, topic),
  };
}

/** Of a message, and of all of a batch: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const maximumBytes = 262_144;

export function sizeOf(message: string, attributes: MessageAttributes = {}): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType = '', StringValue = '', BinaryValue = [] }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + BinaryValue.length,
    Buffer.byteLength(message),
  );
}

function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return;
  // eslint-disable-next-line no-control-regex -- those are what is forbidden
  if (subject === '' || subject.length > 100 || /[\u0000-\u001F]/.test(subject)) {
    throw invalid('Subject');
  }
}

function readStructure(message: string, structure: string | undefined) {
  if (structure === undefined) return () => message;
  if (structure !== 'json') throw invalid('MessageStructure');
  let texts: unknown;
  try {
    texts = JSON.parse(message);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  const byProtocol = new Map<string, unknown>(
    typeof texts === 'object' && texts !== null ? Object.entries(texts) : [],
  );
  const fallback = byProtocol.get('default');
  if (typeof fallback !== 'string') {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
  return (protocol: string) => {
    const text = byProtocol.get(protocol);
    return typeof text === 'string' ? text : fallback;
  };
}

function readFifo(input: MessageInput, topic: TopicDocument): FifoMessage | undefined {
  const { MessageGroupId, MessageDeduplicationId, Message = '' } = input;
  if (!isFifo(topic.name)) {
    if (MessageDeduplicationId === undefined) return undefined;
    throw invalid(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (!MessageGroupId) throw invalid('The MessageGroupId parameter is required for FIFO topics');
  const isByContent = topic.attributes.ContentBasedDeduplication === 'true';
  if (!MessageDeduplicationId && !isByContent) {
    throw invalid(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return {
    groupId: MessageGroupId,
    deduplicationId: MessageDeduplicationId ?? createHash('sha256').update(Message).digest('hex'),
    sequenceNumber: '',
  };
}
