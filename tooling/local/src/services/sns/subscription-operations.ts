import { randomUUID } from 'node:crypto';
import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  SetSubscriptionAttributesInput,
  SubscribeInput,
  SubscribeResponse,
  UnsubscribeInput,
} from '@aws-sdk/client-sns';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { RequestContext } from '../../service.ts';
import { pageOf } from '../page.ts';
import { isFifo, subscriptionArn, topicArn, type SubscriptionDocument } from './sns-documents.ts';
import { invalid } from './sns-errors.ts';
import {
  findSubscription,
  requireSubscription,
  requireTopic,
  subscriptionsOf,
  type SnsStore,
} from './sns-store.ts';
import {
  checkSubscriptionAttributes,
  showSubscriptionAttributes,
} from './subscription-attributes.ts';

export const subscriptionOperations = (store: SnsStore) => ({
  async Subscribe(input: SubscribeInput, context: RequestContext): Promise<SubscribeResponse> {
    const { TopicArn = '', Endpoint: endpoint = '', Attributes = {} } = input;
    const protocol = checkEndpoint(input.Protocol ?? '', endpoint);
    const { name: topicName } = requireTopic(store, TopicArn, context);
    checkFifo(topicName, protocol, endpoint);
    const where = 'Attributes Reason: ';
    checkSubscriptionAttributes(Attributes, topicName, where);
    const before = subscriptionsOf(store, topicName).find(
      (each) => each.protocol === protocol && each.endpoint === endpoint,
    );
    if (before !== undefined) {
      const shown = showSubscriptionAttributes(before, context);
      const isSame = Object.entries(Attributes).every(([name, value]) => shown[name] === value);
      if (!isSame) throw invalid(`${where}Subscription already exists with different attributes`);
      return { SubscriptionArn: subscriptionArn(context, before) };
    }
    const id = randomUUID();
    const made = { id, topicName, protocol, endpoint, attributes: Attributes };
    await store.subscriptions.put(id, made);
    return { SubscriptionArn: subscriptionArn(context, made) };
  },

  async Unsubscribe(
    { SubscriptionArn = '' }: UnsubscribeInput,
    context: RequestContext,
  ): Promise<object> {
    const subscription = findSubscription(store, SubscriptionArn, context);
    if (subscription === undefined) return {};
    await store.subscriptions.delete(subscription.id);
    const topic = store.topics.get(subscription.topicName);
    if (topic === undefined) return {};
    const deletedSubscriptions = topic.deletedSubscriptions + 1;
    await store.topics.put(topic.name, { ...topic, deletedSubscriptions });
    return {};
  },

  GetSubscriptionAttributes(
    { SubscriptionArn = '' }: GetSubscriptionAttributesInput,
    context: RequestContext,
  ): Promise<GetSubscriptionAttributesResponse> {
    const subscription = requireSubscription(store, SubscriptionArn, context);
    return Promise.resolve({ Attributes: showSubscriptionAttributes(subscription, context) });
  },

  async SetSubscriptionAttributes(
    input: SetSubscriptionAttributesInput,
    context: RequestContext,
  ): Promise<object> {
    const { SubscriptionArn = '', AttributeName = '', AttributeValue = '' } = input;
    const subscription = requireSubscription(store, SubscriptionArn, context);
    const attributes = { ...subscription.attributes, [AttributeName]: AttributeValue };
    checkSubscriptionAttributes(attributes, subscription.topicName, '');
    await store.subscriptions.put(subscription.id, { ...subscription, attributes });
    return {};
  },

  ListSubscriptions(
    { NextToken }: ListSubscriptionsInput,
    context: RequestContext,
  ): Promise<ListSubscriptionsResponse> {
    const all = store.subscriptions.list().map(([, subscription]) => subscription);
    return Promise.resolve(showPage(all, NextToken, context));
  },

  ListSubscriptionsByTopic(
    { TopicArn = '', NextToken }: ListSubscriptionsByTopicInput,
    context: RequestContext,
  ): Promise<ListSubscriptionsResponse> {
    const { name } = requireTopic(store, TopicArn, context);
    return Promise.resolve(showPage(subscriptionsOf(store, name), NextToken, context));
  },
});

const protocols = new Set([
  'http',
  'https',
  'email',
  'email-json',
  'sms',
  'sqs',
  'application',
  'lambda',
  'firehose',
]);

function checkEndpoint(protocol: string, endpoint: string): SubscriptionDocument['protocol'] {
  if (!protocols.has(protocol)) {
    throw invalid(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  if (protocol !== 'sqs' && protocol !== 'lambda') {
    throw notImplemented(`The local AWS does not implement Protocol ${protocol} of sns:Subscribe`);
  }
  if (new RegExp(`^arn:[^:]+:${protocol}:[^:]+:\\d+:.+$`).test(endpoint)) return protocol;
  throw invalid(protocol === 'sqs' ? 'SQS endpoint ARN' : 'Lambda endpoint ARN');
}

function checkFifo(topicName: string, protocol: string, endpoint: string): void {
  const where = 'Invalid parameter: Endpoint Reason: ';
  const isFifoQueue = protocol === 'sqs' && isFifo(endpoint);
  if (isFifoQueue && !isFifo(topicName)) {
    throw invalid(`${where}FIFO SQS Queues can not be subscribed to standard SNS topics`);
  }
  if (protocol !== 'sqs' && isFifo(topicName)) {
    throw invalid(`${where}Please use an SQS queue`);
  }
}

function showPage(
  subscriptions: readonly SubscriptionDocument[],
  token: string | undefined,
  context: RequestContext,
): ListSubscriptionsResponse {
  const { items, nextToken } = pageOf(subscriptions, {
    keyOf: ({ id }) => id,
    token,
    limit: 100,
    wrongToken: () => invalid('NextToken'),
  });
  return {
    Subscriptions: items.map((subscription) => ({
      SubscriptionArn: subscriptionArn(context, subscription),
      Owner: context.accountId,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      TopicArn: topicArn(context, subscription.topicName),
    })),
    NextToken: nextToken,
  };
}
