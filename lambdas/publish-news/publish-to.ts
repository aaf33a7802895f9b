import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { News } from './read-news.ts';

/**
 * Publishes to a topic of the function's own account and region, by its name.
 *
 * @returns what publishes one; it needs the ARN of the function for the account.
 */
export function publishTo(client: SNSClient, topicName: string) {
  return async ({ subject, text }: News, functionArn: string): Promise<void> => {
    const [arn, partition, , region, account] = functionArn.split(':');
    const TopicArn = [arn, partition, 'sns', region, account, topicName].join(':');
    await client.send(new PublishCommand({ TopicArn, Subject: subject, Message: text }));
  };
}
