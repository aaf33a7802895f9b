import { notImplemented } from '../../gateway/call-operation.ts';
import type { Home } from '../lambda/names/function-name.ts';
import { checkFilterPolicy, type FilterPolicyScope } from './filter-policy.ts';
import { isFifo, subscriptionArn, topicArn, type SubscriptionDocument } from './sns-documents.ts';
import { invalid } from './sns-errors.ts';

/**
 * @param where - what AWS puts before its complaint: an operation that takes several says which
 * @throws AwsError InvalidParameter
 */
export function checkSubscriptionAttributes(
  attributes: Readonly<Record<string, string>>,
  topicName: string,
  where: string,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!known.has(name)) {
      if (!elsewhere.has(name))
        throw invalid(where === '' ? 'AttributeName' : `${where}Unknown attribute ${name}`);
      throw notImplemented(
        `The local AWS does not implement the attribute ${name} of a subscription`,
      );
    }
    const problem = problemOf(name, value, topicName);
    if (problem !== undefined) throw invalid(`${where}${problem}`);
  }
  const { FilterPolicy = '' } = attributes;
  if (FilterPolicy === '') return;
  const problem = checkFilterPolicy(FilterPolicy, scopeOf(attributes));
  if (problem === undefined) return;
  throw invalid(problem.startsWith('FilterPolicy') ? `${where}${problem}` : problem);
}

const known = new Set(['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy']);

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const elsewhere = new Set([
  'DeliveryPolicy',
  'SubscriptionRoleArn',
  'ReplayPolicy',
  'ReplayStatus',
]);

function problemOf(name: string, value: string, topicName: string): string | undefined {
  switch (name) {
    case 'RawMessageDelivery':
      if (/^(true|false)$/i.test(value)) return undefined;
      return `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`;
    case 'FilterPolicyScope':
      if (value === 'MessageAttributes' || value === 'MessageBody') return undefined;
      return `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`;
    case 'RedrivePolicy':
      return value === '' ? undefined : redriveProblem(value, topicName);
    default:
      return undefined;
  }
}

function redriveProblem(text: string, topicName: string): string | undefined {
  let target: string | undefined;
  try {
    target = deadLetterOf(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `RedrivePolicy: failed to parse JSON. ${reason}`;
  }
  if (!/^arn:[^:]+:sqs:[^:]*:[^:]*:.+$/.test(target ?? '')) {
    return 'RedrivePolicy: deadLetterTargetArn is an invalid arn';
  }
  if (!isFifo(topicName) || isFifo(target ?? '')) return undefined;
  return 'RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.';
}

/** ARN of the queue that takes what a subscription could not be given. */
export function deadLetterOf(redrivePolicy: string | undefined): string | undefined {
  if (!redrivePolicy) return undefined;
  return (JSON.parse(redrivePolicy) as { deadLetterTargetArn?: string } | null)
    ?.deadLetterTargetArn;
}

export function scopeOf(attributes: Readonly<Record<string, string>>): FilterPolicyScope {
  return attributes.FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

/** All of a subscription's attributes, also those that nobody has set. */
export function showSubscriptionAttributes(
  subscription: SubscriptionDocument,
  home: Home,
): Record<string, string> {
  const { topicName, protocol, endpoint } = subscription;
  const { FilterPolicy, FilterPolicyScope: _shown, ...attributes } = subscription.attributes;
  const given = Object.entries(attributes).filter(([, value]) => value !== '');
  return {
    ConfirmationWasAuthenticated: 'true',
    Endpoint: endpoint,
    Owner: home.accountId,
    PendingConfirmation: 'false',
    Protocol: protocol,
    RawMessageDelivery: 'false',
    SubscriptionArn: subscriptionArn(home, subscription),
    SubscriptionPrincipal: `arn:aws:iam::${home.accountId}:root`,
    TopicArn: topicArn(home, topicName),
    ...Object.fromEntries(given),
    ...(FilterPolicy && { FilterPolicy, FilterPolicyScope: scopeOf(subscription.attributes) }),
  };
}
