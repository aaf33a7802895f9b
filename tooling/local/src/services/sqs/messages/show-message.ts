import type { Message, MessageAttributeValue, ReceiveMessageRequest } from '@aws-sdk/client-sqs';
import { md5Of, md5OfAttributes } from './message-digests.ts';
import { sequenceNumberOf, type MessageDocument } from './message-document.ts';
import { receiptHandleOf } from './receipt-handles.ts';

/** A message as its receiver sees it, with what was asked for. */
export function showMessage(message: MessageDocument, input: ReceiveMessageRequest): Message {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients say it so
  const { AttributeNames = [], MessageSystemAttributeNames = [] } = input;
  const names: readonly string[] = [...AttributeNames, ...MessageSystemAttributeNames];
  const system = Object.entries(systemAttributesOf(message)).filter(
    ([name]) => names.includes('All') || names.includes(name),
  );
  const attributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) =>
      isAskedFor(name, input.MessageAttributeNames ?? []),
    ),
  );
  const shown = Object.entries(attributes).map(([name, attribute]) => {
    const { dataType: DataType, stringValue: StringValue, binaryValue } = attribute;
    const value: MessageAttributeValue =
      binaryValue === undefined
        ? { DataType, StringValue }
        : { DataType, BinaryValue: Buffer.from(binaryValue, 'base64') };
    return [name, value] as const;
  });
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandleOf(message),
    MD5OfBody: md5Of(message.body),
    Body: message.body,
    Attributes: system.length === 0 ? undefined : Object.fromEntries(system),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MessageAttributes: shown.length === 0 ? undefined : Object.fromEntries(shown),
  };
}

/** What SQS itself says of a message, as text. */
export function systemAttributesOf(message: MessageDocument): Record<string, string> {
  const { traceHeader, groupId, deduplicationId, deadLetterSourceArn } = message;
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    SentTimestamp: String(message.sentAtMs),
    ...(deduplicationId !== undefined && {
      SequenceNumber: sequenceNumberOf(message),
      MessageDeduplicationId: deduplicationId,
    }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs ?? message.sentAtMs),
    ...(deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  };
}

/** By its name, or by what it begins with: `order.*`. */
function isAskedFor(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    if (pattern === 'All' || pattern === name) return true;
    return pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1).replace(/\.$/, ''));
  });
}
