import type { MessageDocument } from './message-document.ts';

/**
 * Those that somebody receives who asks now. In a FIFO queue a group waits while one of its messages
 * is not to be had; several of one group go together, in their order.
 *
 * @param messages - in the order in which they were sent
 */
export function pickMessages(
  messages: Iterable<MessageDocument>,
  { nowMs, isFifo, limit }: { nowMs: number; isFifo: boolean; limit: number },
): MessageDocument[] {
  const picked: MessageDocument[] = [];
  const waiting = new Set<string | undefined>();
  for (const message of messages) {
    if (picked.length === limit) break;
    if (isFifo && waiting.has(message.groupId)) continue;
    if (message.visibleAtMs <= nowMs) picked.push(message);
    else waiting.add(message.groupId);
  }
  return picked;
}
