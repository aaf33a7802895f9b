import type {
  BatchResultErrorEntry,
  PublishBatchInput,
  PublishBatchRequestEntry,
  PublishBatchResponse,
  PublishBatchResultEntry,
  PublishInput,
  PublishResponse,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../service.ts';
import { maximumBytes, sizeOf, type PublishedMessage } from './published-message.ts';
import { invalid } from './sns-errors.ts';
import { requireTopic, type SnsStore } from './sns-store.ts';
import type { TopicPublisher } from './topic-publisher.ts';

export const publishOperations = (store: SnsStore, publisher: TopicPublisher) => ({
  Publish(input: PublishInput, context: RequestContext): Promise<PublishResponse> {
    const arn = input.TopicArn ?? input.TargetArn;
    if (arn === undefined)
      throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
    const topic = requireTopic(store, arn, context);
    return Promise.resolve(showPublished(publisher.publish(topic, input)));
  },

  PublishBatch(input: PublishBatchInput, context: RequestContext): Promise<PublishBatchResponse> {
    const { TopicArn = '', PublishBatchRequestEntries: entries = [] } = input;
    const topic = requireTopic(store, TopicArn, context);
    checkBatch(entries);
    const Successful: PublishBatchResultEntry[] = [];
    const Failed: BatchResultErrorEntry[] = [];
    for (const entry of entries) {
      try {
        Successful.push({ Id: entry.Id, ...showPublished(publisher.publish(topic, entry)) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        // A group that is missing is said of the whole batch. Recorded.
        if (error.message.includes('FIFO topics')) throw error;
        const { code: Code, message: Message } = error;
        Failed.push({ Id: entry.Id, Code, Message, SenderFault: true });
      }
    }
    return Promise.resolve({ Successful, Failed });
  },
});

function showPublished({ id, fifo }: PublishedMessage) {
  return { MessageId: id, ...(fifo && { SequenceNumber: fifo.sequenceNumber }) };
}

/** Recorded (test_sns.snapshot.json of localstack). */
function checkBatch(entries: readonly PublishBatchRequestEntry[]): void {
  const refuse = (code: string, message: string) => new AwsError(400, code, message);
  const ids = entries.map(({ Id = '' }) => Id);
  if (ids.length === 0) {
    throw refuse('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  }
  if (ids.length > 10) {
    const message = 'The batch request contains more entries than permissible.';
    throw refuse('TooManyEntriesInBatchRequest', message);
  }
  for (const id of ids) {
    const [where, problem] = [
      'The Id of a batch entry in the batch request',
      'InvalidBatchEntryId',
    ];
    if (id.length > 80) throw refuse(problem, `${where} is too long: ${id}`);
    if (!/^[\w-]+$/.test(id))
      throw refuse(problem, `${where} contains an impermissible character: ${id}`);
  }
  if (new Set(ids).size < ids.length) {
    const message = 'Two or more batch entries in the request have the same Id.';
    throw refuse('BatchEntryIdsNotDistinct', message);
  }
  const size = entries.reduce(
    (sum, { Message = '', MessageAttributes }) => sum + sizeOf(Message, MessageAttributes),
    0,
  );
  if (size > maximumBytes) {
    const message = 'The length of all the messages put together is more than the limit.';
    throw refuse('BatchRequestTooLong', message);
  }
}
