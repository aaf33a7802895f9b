import { topicArn } from '@tooling/core';
import { topic } from '@tooling/core/triggers';
import { samplePlace, type Starter } from './starter.ts';

/** Messages of an SNS topic. */
export const topicStarter: Starter = {
  startedBy: 'a message of an SNS topic',
  on: { what: 'the name of a topic, or its ARN', default: (name) => name },
  trigger: (on) => topic(on),
  needs: 'topic',
  does: (on) => `Sees the messages of the topic ${on.replace(/^arn:.*:/, '')}`,
  eventName: 'message',
  event: (on) => sampleNotification(topicArn(on, samplePlace)),
  answer: () => ({ messages: ['{"id":"42"}'] }),
  handler: ({ typed }) => `
    ${typed("import type { SNSEvent } from 'aws-lambda';\n")}
    /** Sees each message. What it answers, only a smoke test reads. */
    export const handler = async (event${typed(': SNSEvent')}) => {
      const messages = event.Records.map(({ Sns }) => Sns.Message);
      for (const message of messages) console.log('message: %s', message);
      return { messages };
    };
  `,
  tests: () => `
    test('sees messages in the order in which they come', async () => {
      const Records = ['first', 'second'].flatMap((Message) =>
        event.Records.map((record) => ({ ...record, Sns: { ...record.Sns, Message } })),
      );
      expect(await handler({ Records })).toEqual({ messages: ['first', 'second'] });
    });
  `,
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function sampleNotification(arn: string): object {
  const subscription = `${arn}:21be56ed-a058-49f5-8c98-aedd2564c486`;
  const service = `https://sns.${samplePlace.region}.amazonaws.com`;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription,
        Sns: {
          Type: 'Notification',
          MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
          TopicArn: arn,
          Subject: 'A sample',
          Message: '{"id":"42"}',
          Timestamp: '2026-11-01T03:00:00.000Z',
          SignatureVersion: '1',
          Signature: 'c2FtcGxl',
          SigningCertUrl: `${service}/SimpleNotificationService-sample.pem`,
          UnsubscribeUrl: `${service}/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
          MessageAttributes: {},
        },
      },
    ],
  };
}
