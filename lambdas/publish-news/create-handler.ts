import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { once } from '@packages/object-store/once';
import type { ObjectStore } from '@packages/object-store/types';
import type { Logger } from '@packages/observability/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type News, readNews } from './read-news.ts';

/** The world as this function sees it. */
export interface PublishDependencies {
  readonly publish: (news: News, functionArn: string) => Promise<void>;
  /** Where it is remembered what was published. */
  readonly objects: ObjectStore;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Longer than the function may take. */
const leaseMs = 30_000;

/**
 * Publishes the news in a batch of messages. What fails comes again by itself, without the rest of
 * its batch; what was published is not published again, however often its message or event comes.
 */
export function createHandler({ publish, objects, now, logger }: PublishDependencies) {
  const processor = new BatchProcessor(EventType.SQS);
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    logger.addContext(context);
    if (event.Records.length === 0) return { batchItemFailures: [] };
    const handleRecord = async ({ body, messageId }: SQSRecord) => {
      try {
        const news = readNews(body);
        const send = () => publish(news, context.invokedFunctionArn);
        const key = `published/${encodeURIComponent(news.id)}.json`;
        const isNew = await once(key, { objects, now, leaseMs }, send);
        logger.info(isNew ? 'published' : 'nothing to do: published before', {
          subject: news.subject,
        });
      } catch (error) {
        logger.error('not published: the message comes again', {
          messageId,
          error: error as Error,
        });
        throw error;
      }
    };
    return processPartialResponse(event, handleRecord, processor, {
      context,
      // A batch of which nothing succeeded is reported like any other.
      throwOnFullBatchFailure: false,
    });
  };
}
