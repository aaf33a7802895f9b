import type { MappingDocument } from '../mappings/mapping-document.ts';
import { md5Of, md5OfAttributes } from '../../sqs/messages/message-digests.ts';
import type { MessageDocument } from '../../sqs/messages/message-document.ts';
import { receiptHandleOf } from '../../sqs/messages/receipt-handles.ts';
import { systemAttributesOf } from '../../sqs/messages/show-message.ts';

/**
 * A message as a function sees it. Recorded (test_lambda_integration_sqs.snapshot.json), the order of
 * its members included; of attributes that are not there a mapping with a window says null.
 */
export function sqsRecord(
  message: MessageDocument,
  { eventSourceArn: eventSourceARN, windowSeconds }: MappingDocument,
) {
  const attributes = Object.entries(message.attributes).map(([name, attribute]) => {
    const { dataType, stringValue, binaryValue } = attribute;
    return [
      name,
      {
        ...(stringValue !== undefined && { stringValue }),
        ...(binaryValue !== undefined && { binaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType,
      },
    ] as const;
  });
  const md5OfMessageAttributes =
    md5OfAttributes(message.attributes) ?? (windowSeconds > 0 ? null : undefined);
  return {
    messageId: message.id,
    receiptHandle: receiptHandleOf(message),
    body: message.body,
    attributes: systemAttributesOf(message),
    messageAttributes: Object.fromEntries(attributes),
    ...(md5OfMessageAttributes !== undefined && { md5OfMessageAttributes }),
    md5OfBody: md5Of(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: eventSourceARN.split(':')[3],
  };
}

/** The same as filters see it: a body that is JSON is that, and no text. */
export function filteredRecord(message: MessageDocument, mapping: MappingDocument) {
  return { ...sqsRecord(message, mapping), body: jsonOf(message.body) };
}

function jsonOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? value : body;
  } catch {
    return body;
  }
}
