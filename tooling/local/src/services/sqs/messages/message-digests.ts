import { createHash } from 'node:crypto';
import type { MessageAttribute, MessageAttributes } from './message-document.ts';

export const md5Of = (content: string | Uint8Array) =>
  createHash('md5').update(content).digest('hex');

/**
 * The digest of a message's attributes, which clients compare with their own.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 *
 * @returns undefined where there are none
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  return md5Of(Buffer.concat(names.flatMap((name) => partsOf(name, attributes[name]))));
}

function partsOf(name: string, attribute: MessageAttribute | undefined): readonly Uint8Array[] {
  const { dataType = '', stringValue, binaryValue } = attribute ?? {};
  const value =
    binaryValue === undefined ? Buffer.from(stringValue ?? '') : Buffer.from(binaryValue, 'base64');
  const transportType = Uint8Array.of(binaryValue === undefined ? 1 : 2);
  return [
    ...withLength(Buffer.from(name)),
    ...withLength(Buffer.from(dataType)),
    transportType,
    ...withLength(value),
  ];
}

function withLength(bytes: Uint8Array): readonly Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
