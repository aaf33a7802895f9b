import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { invalidValue } from './sns-errors.ts';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** @throws AwsError ParameterValueInvalid, as recorded (test_sns.snapshot.json of localstack) */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const problem = nameProblem(name) ?? valueProblem(name, value);
    if (problem !== undefined) throw invalidValue(problem);
  }
}

function nameProblem(name: string): string | undefined {
  if (Buffer.byteLength(name) > 256)
    return 'Length of message attribute name must be less than 256 bytes.';
  const [foreign] = /[^\w.-]/.exec(name) ?? [];
  if (foreign !== undefined) {
    const code = foreign.charCodeAt(0).toString(16).toUpperCase();
    return `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`;
  }
  if (name.startsWith('.'))
    return "Invalid message attribute name starting with character '.' was found.";
  if (name.endsWith('.'))
    return "Invalid message attribute name ending with character '.' was found.";
  return name.includes('..')
    ? "Message attribute name can not have successive '.' character."
    : undefined;
}

function valueProblem(
  name: string,
  { DataType = '', StringValue, BinaryValue }: MessageAttributeValue,
): string | undefined {
  const type = /^(Binary|Number|String)(\.|$)/.exec(DataType)?.[1];
  if (type === undefined) {
    return `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`;
  }
  const field = type === 'Binary' ? 'Binary' : 'String';
  const [value, other] =
    type === 'Binary' ? [BinaryValue, StringValue] : [StringValue, BinaryValue];
  if (value === undefined && other !== undefined) {
    return `The message attribute '${name}' with type '${DataType}' must use field '${field}'.`;
  }
  if (value === undefined || value.length === 0) {
    return `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`;
  }
  if (type === 'Number' && Number.isNaN(Number(StringValue))) {
    return `Could not cast message attribute '${name}' value to number.`;
  }
  return undefined;
}

/** `{ "attr": { "Type": "String", "Value": "a" } }`, as in a notification. */
export function showMessageAttributes(attributes: MessageAttributes) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { Type: value.DataType ?? '', Value: attributeText(value) },
    ]),
  );
}

export function attributeText({ StringValue, BinaryValue }: MessageAttributeValue): string {
  return StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64');
}
