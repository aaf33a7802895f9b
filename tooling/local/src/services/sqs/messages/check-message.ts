import { AwsError } from '../../../aws-error.ts';
import { invalidParameter, invalidValue, missingParameter } from '../sqs-errors.ts';
import type { MessageAttributes } from './message-document.ts';

/** @throws AwsError for a text that XML cannot hold, or none */
export function checkBody(body: string | undefined): string {
  if (!body) throw missingParameter('MessageBody');
  return checkCharacters(body);
}

/** @throws AwsError */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > mostAttributes) {
    throw invalidValue(
      `Number of message attributes [${String(names.length)}] exceeds the allowed maximum [${String(mostAttributes)}].`,
    );
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    const [type = ''] = attribute.dataType.split('.');
    if (!['String', 'Number', 'Binary'].includes(type) || attribute.dataType.length > 256) {
      throw invalidValue(
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    }
    const value = type === 'Binary' ? attribute.binaryValue : attribute.stringValue;
    if (!value) {
      throw invalidValue(
        `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
      );
    }
    if (type !== 'Binary') checkCharacters(value);
    if (type === 'Number' && !/^[-+]?\d*\.?\d+(e[-+]?\d+)?$/i.test(value)) {
      throw invalidValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
}

/** Body, and names, types and values of attributes: that much counts for the largest size. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  const sizes = Object.entries(attributes).map(
    ([name, { dataType, stringValue = '', binaryValue = '' }]) =>
      Buffer.byteLength(name) +
      Buffer.byteLength(dataType) +
      Buffer.byteLength(stringValue) +
      Buffer.byteLength(binaryValue, 'base64'),
  );
  return Buffer.byteLength(body) + sizes.reduce((sum, size) => sum + size, 0);
}

/** Ids of groups and for deduplication. @throws AwsError */
export function checkId(name: string, id: string | undefined): void {
  if (id === undefined || /^[a-zA-Z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/.test(id))
    return;
  throw invalidParameter(
    name,
    id,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

const mostAttributes = 10;

function checkName(name: string): void {
  if (name.length > 256) {
    throw invalidValue('Message (user) attribute names must be shorter than 256 Bytes');
  }
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    throw invalidValue(
      'Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ',
    );
  }
  if (/^(aws|amazon)\.|^\.|\.$|\.\./i.test(name)) {
    throw invalidValue(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
  }
}

function checkCharacters(text: string): string {
  // What XML 1.0 can hold; halves of a surrogate pair by themselves are none of it.
  if (/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u.test(text)) return text;
  throw new AwsError(
    400,
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  );
}
