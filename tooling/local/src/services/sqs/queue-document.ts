/** What is known of a queue, but for its messages. */
export interface QueueDocument {
  readonly name: string;
  /** Of its attributes those that somebody set, as text; the others have their defaults. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly purgedAtMs?: number | undefined;
}

export const isFifo = ({ name }: Pick<QueueDocument, 'name'>): boolean => name.endsWith('.fifo');

/** Where a message goes that was received too often. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}
