/** An attribute that a sender gave to a message. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with or without a label of the sender's after a dot. */
  readonly dataType: string;
  readonly stringValue?: string | undefined;
  /** In base64. */
  readonly binaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message in a queue. */
export interface MessageDocument {
  readonly id: string;
  readonly queue: string;
  /** Grows with each message of this local AWS: by it they are received. */
  readonly order: number;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader?: string | undefined;
  readonly senderId: string;
  readonly sentAtMs: number;
  /** From when on it counts how long it is kept. */
  readonly keptFromMs: number;
  /** Nobody receives it before. */
  readonly visibleAtMs: number;
  readonly receiveCount: number;
  readonly firstReceivedAtMs?: number | undefined;
  /** Of FIFO queues. */
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly deadLetterSourceArn?: string | undefined;
}

/** 20 digits. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sequenceNumberOf = ({ order }: Pick<MessageDocument, 'order'>) =>
  `1${String(order).padStart(19, '0')}`;

/** Somebody has it, who may still delete it. */
export const isInFlight = ({ receiveCount, visibleAtMs }: MessageDocument, nowMs: number) =>
  receiveCount > 0 && visibleAtMs > nowMs;
