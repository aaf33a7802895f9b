import { invalidReceipt } from '../sqs-errors.ts';
import type { MessageDocument } from './message-document.ts';

/** What a receipt handle says: whose it is, and of which receipt. */
export interface Receipt {
  readonly queue: string;
  readonly messageId: string;
  readonly receiveCount: number;
}

export function receiptHandleOf({ queue, id, receiveCount }: MessageDocument): string {
  return Buffer.from([mark, queue, id, receiveCount].join(' ')).toString('base64');
}

/** @throws AwsError for what is none of this queue's */
export function parseReceiptHandle(handle: string | undefined, queueName: string): Receipt {
  const parts = Buffer.from(handle ?? '', 'base64')
    .toString()
    .split(' ');
  const [first, queue, messageId, count] = parts;
  if (first !== mark || queue !== queueName || messageId === undefined || parts.length !== 4) {
    throw invalidReceipt(handle ?? '');
  }
  return { queue, messageId, receiveCount: Number(count) };
}

/** What makes it one of ours. */
const mark = 'receipt';
