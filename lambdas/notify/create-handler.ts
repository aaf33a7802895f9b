import type { Logger } from '@packages/observability/logger';
import type { Context } from 'aws-lambda';
import { readNews } from './read-news.ts';

/** The world as this function sees it. */
export interface NotifyDependencies {
  readonly send: (text: string) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Writes what became of a training into a queue, in words.
 *
 * EventBridge may deliver an event twice: the message carries the event's id, by which whoever
 * publishes it tells.
 */
export function createHandler({ send, logger }: NotifyDependencies) {
  return async (event: unknown, context: Context): Promise<{ readonly sent: boolean }> => {
    logger.addContext(context);
    const news = readNews(event);
    if (news === undefined) {
      logger.info('nothing to do: no news of a model');
      return { sent: false };
    }
    await send(JSON.stringify(news));
    logger.info('message sent', { subject: news.subject });
    return { sent: true };
  };
}
