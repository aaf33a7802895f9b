import { AwsError } from '../aws-error.ts';

/** The service that sends something to somebody else's resource, and in whose name. */
export interface Sender {
  /** `events.amazonaws.com`, as policies name it. */
  readonly principal: string;
  /** What sends: the ARN of a rule, a bucket, a topic, a schedule. */
  readonly sourceArn: string;
  /**
   * The role that it assumes: then this role's policies are asked and not those of the target, as
   * EventBridge Scheduler does.
   */
  readonly roleArn?: string | undefined;
}

/** Something that one service of the local AWS sends to a resource of another one. */
export interface Message {
  /** ARN of a function (with its qualifier), a queue, a topic or an event bus. */
  readonly targetArn: string;
  /** Text: mostly JSON. */
  readonly body: string;
  readonly sender: Sender;
  /** For FIFO queues and topics. */
  readonly messageGroupId?: string | undefined;
  readonly messageDeduplicationId?: string | undefined;
  /** Of a message in a queue or topic, by name: a text, or what is to be of the type Number. */
  readonly attributes?: Readonly<Record<string, string | number>> | undefined;
}

/** Takes what is sent to the resources of one service. */
export interface Receiver {
  /**
   * Takes it for certain: afterwards it is the receiver's affair. A function's run is not waited for.
   *
   * @throws AwsError as the sender would get it: no such resource, not allowed, throttled
   */
  receive(message: Message): Promise<void>;
  /**
   * Whether something like it could be received, without sending it: what S3 asks before it takes a
   * notification configuration.
   *
   * @throws AwsError as `receive`
   */
  check(message: Omit<Message, 'body'>): Promise<void>;
}

/** The services that something can be sent to, as ARNs name them. */
export type ReceivingService = 'lambda' | 'sqs' | 'sns' | 'events';

/** Sends messages from one service of the local AWS to another one. */
export type Delivery = Receiver;

/** @param receivers - loaded when the first message for them comes */
export function createDelivery(
  receivers: Readonly<Partial<Record<ReceivingService, () => Promise<Receiver>>>>,
): Delivery {
  const receiverOf = async ({ targetArn }: Pick<Message, 'targetArn'>) => {
    const service = targetArn.split(':')[2] ?? '';
    const load = Object.hasOwn(receivers, service)
      ? receivers[service as ReceivingService]
      : undefined;
    if (load !== undefined) return load();
    throw new AwsError(
      501,
      'NotImplemented',
      `The local AWS delivers nothing to ${targetArn}: functions, queues, topics and event buses only`,
    );
  };
  return {
    receive: async (message) => (await receiverOf(message)).receive(message),
    check: async (message) => (await receiverOf(message)).check(message),
  };
}
