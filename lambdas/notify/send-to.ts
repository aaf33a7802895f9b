import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Sends texts to a queue by its name; its URL is asked for once. */
export function sendTo(client: SQSClient, queueName: string) {
  let url: Promise<string | undefined> | undefined;
  const readUrl = async () =>
    (await client.send(new GetQueueUrlCommand({ QueueName: queueName }))).QueueUrl;
  return async (text: string): Promise<void> => {
    url ??= readUrl();
    // What failed once may succeed the next time.
    const QueueUrl = await url.catch((error: unknown) => {
      url = undefined;
      throw error;
    });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: text }));
  };
}
