import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';

/** A local AWS with a client of SQS, and what tests do with queues most. */
export interface TestQueues {
  readonly aws: TestAws;
  readonly client: SQSClient;
  /** @returns the queue's URL */
  create(name: string, attributes?: Record<string, string>): Promise<string>;
  arnOf(url: string): Promise<string>;
  attributes(url: string): Promise<Record<string, string>>;
  send(url: string, body: string, input?: Partial<SendMessageCommandInput>): Promise<string>;
  receive(url: string, input?: Partial<ReceiveMessageCommandInput>): ReturnType<typeof receiveFrom>;
  /** The bodies of what is received. */
  bodies(url: string, input?: Partial<ReceiveMessageCommandInput>): Promise<string[]>;
  drop(url: string, handle: string | undefined): Promise<unknown>;
  advance(seconds: number): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startTestQueues(options: Partial<LocalAwsOptions> = {}): Promise<TestQueues> {
  const aws = await startTestAws(options);
  const client = new SQSClient(aws.client);
  const attributes = async (QueueUrl: string) => {
    const AttributeNames = ['All' as const];
    const answer = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return answer.Attributes ?? {};
  };
  const receive: TestQueues['receive'] = (QueueUrl, input) =>
    receiveFrom(client, { QueueUrl, ...input });
  return {
    aws,
    client,
    attributes,
    receive,
    async create(QueueName, Attributes) {
      const { QueueUrl = '' } = await client.send(
        new CreateQueueCommand({ QueueName, Attributes }),
      );
      return QueueUrl;
    },
    arnOf: async (url) => (await attributes(url)).QueueArn ?? '',
    async send(QueueUrl, MessageBody, input) {
      const command = new SendMessageCommand({ QueueUrl, MessageBody, ...input });
      return (await client.send(command)).MessageId ?? '';
    },
    async bodies(url, input) {
      const messages = await receive(url, { MaxNumberOfMessages: 10, ...input });
      return messages.map(({ Body = '' }) => Body);
    },
    drop: (QueueUrl, ReceiptHandle) =>
      client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
    advance: (advanceSeconds) => aws.setClock({ advanceSeconds }),
    async stop() {
      client.destroy();
      await aws.stop();
    },
  };
}

async function receiveFrom(client: SQSClient, input: ReceiveMessageCommandInput) {
  return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
}
