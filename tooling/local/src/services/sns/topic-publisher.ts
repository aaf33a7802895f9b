import { randomUUID } from 'node:crypto';
import type { Message } from '../../delivery/delivery.ts';
import {
  deliverWithRetries,
  type DeliveryWorld,
  type RetryRules,
} from '../../delivery/deliver-with-retries.ts';
import { Undelivered } from '../lambda/invoke/undelivered.ts';
import type { Home } from '../lambda/names/function-name.ts';
import { matchesFilterPolicy } from './filter-policy.ts';
import { attributeText } from './message-attributes.ts';
import { functionEvent, queueMessage } from './notification.ts';
import { readMessage, type MessageInput, type PublishedMessage } from './published-message.ts';
import {
  subscriptionArn,
  topicArn,
  type SubscriptionDocument,
  type TopicDocument,
} from './sns-documents.ts';
import { subscriptionsOf, type SnsStore } from './sns-store.ts';
import { deadLetterOf, scopeOf } from './subscription-attributes.ts';

export interface PublisherWorld extends DeliveryWorld {
  readonly home: Home;
  /** The address of the local AWS. */
  readonly endpoint: () => string;
}

/** Takes messages to the subscriptions of a topic. */
export interface TopicPublisher {
  /** @throws AwsError when it is no message that the topic takes */
  publish(topic: TopicDocument, input: MessageInput): PublishedMessage;
}

export function createTopicPublisher(store: SnsStore, world: PublisherWorld): TopicPublisher {
  let sequence = 0n;
  return {
    publish(topic, input) {
      const read = readMessage(input, topic);
      const publishedAt = world.clock.now();
      sequence += 1n;
      const message: PublishedMessage = {
        ...read,
        id: randomUUID(),
        publishedAt,
        fifo: read.fifo && { ...read.fifo, sequenceNumber: sequenceNumber(publishedAt, sequence) },
      };
      for (const subscription of subscriptionsOf(store, topic.name)) {
        if (isWanted(subscription, message)) send(world, subscription, message);
      }
      return message;
    },
  };
}

/** Twenty digits that grow, also after a restart. */
function sequenceNumber(now: Date, sequence: bigint): string {
  return `1${String(BigInt(now.getTime()) * 100_000n + (sequence % 100_000n)).padStart(19, '0')}`;
}

function isWanted({ attributes, protocol }: SubscriptionDocument, message: PublishedMessage) {
  const { FilterPolicy } = attributes;
  if (!FilterPolicy) return true;
  const subject = { message: message.textFor(protocol), attributes: message.attributes };
  return matchesFilterPolicy(FilterPolicy, scopeOf(attributes), subject);
}

function send(
  world: PublisherWorld,
  subscription: SubscriptionDocument,
  message: PublishedMessage,
): void {
  const { home, report, delivery } = world;
  const order = messageTo(world, subscription, message);
  deliverWithRetries(world, {
    message: order,
    rules: retryRules,
    async onLost({ error }) {
      const deadLetterArn = deadLetterOf(subscription.attributes.RedrivePolicy);
      if (deadLetterArn === undefined) {
        const arn = subscriptionArn(home, subscription);
        const what = `A message for the subscription ${arn} was not delivered to ${subscription.endpoint}`;
        report(new Undelivered(`${what}: ${error.message}`));
        return;
      }
      // A queue gets of a function's message what a queue would have got.
      await delivery.receive({
        ...messageTo(world, { ...subscription, protocol: 'sqs' }, message),
        targetArn: deadLetterArn,
      });
    },
  });
}

function messageTo(
  { home, endpoint }: PublisherWorld,
  subscription: SubscriptionDocument,
  message: PublishedMessage,
): Message {
  const { protocol, endpoint: targetArn, topicName, attributes } = subscription;
  const from = { home, endpoint: endpoint() };
  const isRaw = protocol === 'sqs' && attributes.RawMessageDelivery?.toLowerCase() === 'true';
  const wrap = protocol === 'sqs' ? queueMessage : functionEvent;
  const named = Object.entries(message.attributes);
  return {
    targetArn,
    body: isRaw ? message.textFor(protocol) : JSON.stringify(wrap(message, subscription, from)),
    sender: { principal: 'sns.amazonaws.com', sourceArn: topicArn(home, topicName) },
    messageGroupId: message.fifo?.groupId,
    messageDeduplicationId: message.fifo?.deduplicationId,
    ...(isRaw && {
      attributes: Object.fromEntries(named.map(([name, value]) => [name, attributeText(value)])),
    }),
  };
}

/**
 * Of functions and queues: three times at once, twice a second later, ten times ever later, and then
 * every 20 seconds for 23 days. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const retryRules: RetryRules = {
  maximumRetries: 100_015,
  maximumAgeMs: 23 * 86_400_000,
  delayMs(retry) {
    if (retry <= 3) return 0;
    if (retry <= 5) return 1000;
    return Math.min(20_000, 1000 * 2 ** ((retry - 6) / 2));
  },
};
