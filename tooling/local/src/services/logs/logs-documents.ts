import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';

/** A log group, by its name. */
export interface LogGroupDocument {
  readonly name: string;
  /** Epoch milliseconds, as everywhere in this service. */
  readonly createdAt: number;
  readonly retentionInDays?: number | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly logGroupClass: LogGroupClass;
  readonly tags: Readonly<Record<string, string>>;
}

/** A log stream, by its group's name and its own; its events are in a journal of the same key. */
export interface LogStreamDocument {
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
}

/** An event as it lies in a journal: kept short, because there are many. */
export type StoredEvent = readonly [timestamp: number, ingestedAt: number, message: string];

/** An event with its place: timestamp, stream, position in the stream. */
export interface PlacedEvent {
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
  readonly stream: string;
  /** Position in the journal, from 0. */
  readonly sequence: number;
}
