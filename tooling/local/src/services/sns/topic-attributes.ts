import { notImplemented } from '../../gateway/call-operation.ts';
import type { Home } from '../lambda/names/function-name.ts';
import { isFifo, topicArn, type TopicDocument } from './sns-documents.ts';
import { invalid } from './sns-errors.ts';

/** @param where - what AWS puts before its complaint: an operation that takes several says which */
export function checkTopicAttribute(name: string, value: string, where: string): void {
  if (!known.has(name)) {
    if (!elsewhere.test(name))
      throw invalid(where === '' ? 'AttributeName' : `${where}Unknown attribute ${name}`);
    throw notImplemented(`The local AWS does not implement the attribute ${name} of a topic`);
  }
  if ((name === 'Policy' || name === 'DeliveryPolicy') && value !== '' && !isObjectText(value)) {
    throw invalid(`${where}${name}: failed to parse JSON`);
  }
}

const known = new Set([
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'FifoTopic',
  'ContentBasedDeduplication',
  'SignatureVersion',
]);

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
const elsewhere =
  /^(KmsMasterKeyId|TracingConfig|ArchivePolicy|DataProtectionPolicy|FifoThroughputScope|\w+Feedback(RoleArn|SampleRate))$/;

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** All of a topic's attributes, also those that nobody has set. */
export function showTopicAttributes(
  topic: TopicDocument,
  home: Home,
  confirmed: number,
): Record<string, string> {
  return {
    DisplayName: '',
    ...(isFifo(topic.name) && { ContentBasedDeduplication: 'false' }),
    ...topic.attributes,
    EffectiveDeliveryPolicy: JSON.stringify(effectiveDeliveryPolicy),
    Owner: home.accountId,
    Policy: policyOf(topic, home),
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    SubscriptionsPending: '0',
    TopicArn: topicArn(home, topic.name),
  };
}

/** The owner's account only, when nobody has written one. Recorded. */
export function policyOf({ name, attributes }: TopicDocument, home: Home): string {
  if (attributes.Policy) return attributes.Policy;
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ownerActions.map((action) => `SNS:${action}`),
        Resource: topicArn(home, name),
        Condition: { StringEquals: { 'AWS:SourceOwner': home.accountId } },
      },
    ],
  });
}

const ownerActions = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

/** Of HTTP endpoints, of which there are none here. Recorded. */
const effectiveDeliveryPolicy = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
};
