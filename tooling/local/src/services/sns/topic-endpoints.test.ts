import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { startTestAws } from '../../testing/start-test-aws.ts';

test('shows topics with their subscriptions', async () => {
  const aws = await startTestAws();
  const client = new SNSClient(aws.client);
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:birds';
  const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 'news' }));
  const Attributes = { FilterPolicy: '{"kind":["bird"]}' };
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  const answer = await fetch(`${aws.url}/_local/topics`);
  expect(await answer.json()).toEqual({
    topics: [
      {
        name: 'news',
        topicArn: TopicArn,
        subscriptions: [
          { protocol: 'sqs', endpoint: Endpoint, filterPolicy: Attributes.FilterPolicy },
        ],
      },
    ],
  });
  client.destroy();
  await aws.stop();
});
