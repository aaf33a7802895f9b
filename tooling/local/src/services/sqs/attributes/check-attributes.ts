import { AwsError } from '../../../aws-error.ts';
import { invalidAttributeName, invalidAttributeValue, unknownAttribute } from '../sqs-errors.ts';
import { numbers } from './queue-attributes.ts';
import { checkRedriveAllowPolicy, checkRedrivePolicy } from './redrive-policies.ts';
import type { RedriveContext } from './redrive-policies.ts';

/** Whether something may become attributes of a queue, and in which form. An empty text takes one away. */
export interface AttributeContext extends RedriveContext {
  readonly isFifo: boolean;
}

/**
 * Checks what somebody wants attributes to be.
 *
 * @returns what is kept: JSON without its spaces
 * @throws AwsError
 */
export function checkAttributes(
  given: Readonly<Record<string, string>>,
  context: AttributeContext,
): Record<string, string> {
  const entries = Object.entries(given).map(([name, value]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) throw unknownAttribute(name);
    if (fifoOnly.has(name) && !context.isFifo) throw noFifo(name);
    return [name, check(name, value, context)] as const;
  });
  return Object.fromEntries(entries);
}

/** Two of them only make sense together. @throws AwsError */
export function checkTogether(attributes: Readonly<Record<string, string>>): void {
  const { FifoThroughputLimit, DeduplicationScope } = attributes;
  if (FifoThroughputLimit !== 'perMessageGroupId' || DeduplicationScope === 'messageGroup') return;
  throw new AwsError(
    400,
    'InvalidAttributeValue',
    'The perMessageGroupId value is allowed for FifoThroughputLimit only when the value for DeduplicationScope is messageGroup.',
  );
}

type Check = (name: string, value: string, context: AttributeContext) => string;

const number: Check = (name, value) => {
  const { min, max } = { ...numbers, ...keyPeriod }[name as keyof typeof numbers];
  const isNumber = /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
  if (!isNumber) throw invalidAttributeValue(name);
  return String(Number(value));
};

const oneOf =
  (...values: readonly string[]): Check =>
  (name, value) => {
    if (!values.includes(value.toLowerCase()) && !values.includes(value)) {
      throw invalidAttributeValue(name);
    }
    return values.includes(value) ? value : value.toLowerCase();
  };

const policy: Check = (name, value) => {
  if (value === '') return value;
  try {
    const document: unknown = JSON.parse(value);
    if (typeof document === 'object' && document !== null && 'Statement' in document) return value;
  } catch {
    // As what is no policy.
  }
  throw invalidAttributeValue(name);
};

const keyPeriod = { KmsDataKeyReusePeriodSeconds: { min: 60, max: 86_400 } } as const;
const anything: Check = (_name, value) => value;

const checks: Readonly<Record<string, Check>> = {
  DelaySeconds: number,
  MaximumMessageSize: number,
  MessageRetentionPeriod: number,
  ReceiveMessageWaitTimeSeconds: number,
  VisibilityTimeout: number,
  KmsDataKeyReusePeriodSeconds: number,
  KmsMasterKeyId: anything,
  SqsManagedSseEnabled: oneOf('true', 'false'),
  Policy: policy,
  RedrivePolicy: checkRedrivePolicy,
  RedriveAllowPolicy: checkRedriveAllowPolicy,
  FifoQueue: (name, value) => {
    if (value === 'true') return value;
    throw invalidAttributeValue(name, 'Modifying queue type is not supported.');
  },
  ContentBasedDeduplication: oneOf('true', 'false'),
  DeduplicationScope: oneOf('queue', 'messageGroup'),
  FifoThroughputLimit: oneOf('perQueue', 'perMessageGroupId'),
};

const fifoOnly = new Set([
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

/** Recorded (test_create_standard_queue_with_fifo_attribute_raises_error). */
function noFifo(name: string): AwsError {
  return name === 'FifoQueue' || name === 'ContentBasedDeduplication'
    ? unknownAttribute(name)
    : invalidAttributeName(`You can specify the ${name} only when FifoQueue is set to true.`);
}
