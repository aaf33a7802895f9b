import type { Home } from '../lambda/names/function-name.ts';
import { showMessageAttributes } from './message-attributes.ts';
import type { PublishedMessage } from './published-message.ts';
import { subscriptionArn, topicArn, type SubscriptionDocument } from './sns-documents.ts';

/** What a function is called with. Recorded (test_sns.snapshot.json of localstack). */
export function functionEvent(
  message: PublishedMessage,
  subscription: SubscriptionDocument,
  from: { readonly home: Home; readonly endpoint: string },
): object {
  const { subject, attributes } = message;
  const { SigningCertURL, UnsubscribeURL, ...rest } = notificationOf(message, subscription, from);
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn(from.home, subscription),
        Sns: {
          ...rest,
          Subject: subject ?? null,
          // Functions get these two under other names than all others.
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: UnsubscribeURL,
          MessageAttributes: showMessageAttributes(attributes),
        },
      },
    ],
  };
}

/** What a queue gets, unless it wants the message alone. Recorded. */
export function queueMessage(
  message: PublishedMessage,
  subscription: SubscriptionDocument,
  from: { readonly home: Home; readonly endpoint: string },
): object {
  const { fifo, attributes, subject } = message;
  const { Type, MessageId, TopicArn, Message, Timestamp, UnsubscribeURL, ...signature } =
    notificationOf(message, subscription, from);
  const isPlain = Object.keys(attributes).length === 0;
  return {
    Type,
    MessageId,
    ...(fifo !== undefined && { SequenceNumber: fifo.sequenceNumber }),
    TopicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message,
    Timestamp,
    ...(fifo === undefined && signature),
    UnsubscribeURL,
    ...(!isPlain && { MessageAttributes: showMessageAttributes(attributes) }),
  };
}

function notificationOf(
  message: PublishedMessage,
  subscription: SubscriptionDocument,
  { home, endpoint }: { readonly home: Home; readonly endpoint: string },
) {
  const arn = subscriptionArn(home, subscription);
  return {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: topicArn(home, subscription.topicName),
    Message: message.textFor(subscription.protocol),
    Timestamp: message.publishedAt.toISOString(),
    SignatureVersion: '1',
    // There is no certificate that it could be checked with.
    Signature: Buffer.from('unsigned').toString('base64'),
    SigningCertURL: `${endpoint}/SimpleNotificationService-local.pem`,
    UnsubscribeURL: `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
  };
}
