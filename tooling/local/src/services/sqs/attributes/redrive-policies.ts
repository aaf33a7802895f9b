import { isFifo, type QueueDocument } from '../queue-document.ts';
import { invalidParameter } from '../sqs-errors.ts';

/** What a redrive policy is about. */
export interface RedriveContext {
  /** The queue that is to have it. */
  readonly queue: { readonly name: string; readonly arn: string };
  /** A queue of this account and region. */
  readonly find: (arn: string) => QueueDocument | undefined;
}

/** @returns the policy with its count as a number, or nothing. @throws AwsError */
export function checkRedrivePolicy(name: string, value: string, context: RedriveContext): string {
  if (value === '') return value;
  const refuse = (reason: string) => invalidParameter(name, value, reason);
  const policy = parseObject(value);
  if (policy === undefined) throw refuse('Redrive policy is not a valid JSON map.');
  for (const mandatory of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (policy[mandatory] !== undefined) continue;
    throw refuse(`Redrive policy does not contain mandatory attribute: ${mandatory}.`);
  }
  const count = Number(policy.maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(policy.maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
  const arn = String(policy.deadLetterTargetArn);
  const target = context.find(arn);
  if (target === undefined) throw refuse('Dead letter target does not exist.');
  if (isFifo(target) !== isFifo(context.queue)) {
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  }
  if (!isLetIn(target, context.queue.arn)) {
    throw refuse('Queue does not have permission to use the dead-letter queue.');
  }
  return JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: count });
}

/** @throws AwsError */
export function checkRedriveAllowPolicy(name: string, value: string): string {
  if (value === '') return value;
  const policy = parseObject(value);
  const { redrivePermission, sourceQueueArns } = policy ?? {};
  const isByQueue = redrivePermission === 'byQueue';
  const isKnown = isByQueue || redrivePermission === 'allowAll' || redrivePermission === 'denyAll';
  const isList = Array.isArray(sourceQueueArns)
    ? sourceQueueArns.length <= 10
    : sourceQueueArns === undefined;
  if (isKnown && isList && isByQueue === (sourceQueueArns !== undefined)) {
    return JSON.stringify(policy);
  }
  throw invalidParameter(name, value, 'Redrive allow policy is not valid.');
}

/** Whether a queue takes the dead letters of another one. */
function isLetIn({ attributes }: QueueDocument, sourceArn: string): boolean {
  const { redrivePermission, sourceQueueArns } = parseObject(attributes.RedriveAllowPolicy) ?? {};
  if (redrivePermission === 'denyAll') return false;
  if (redrivePermission !== 'byQueue') return true;
  return Array.isArray(sourceQueueArns) && sourceQueueArns.includes(sourceArn);
}

function parseObject(text = ''): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
