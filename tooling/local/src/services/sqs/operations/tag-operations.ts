import type {
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from '@aws-sdk/client-sqs';
import type { RequestContext } from '../../../service.ts';
import type { QueueStore } from '../queue-store.ts';
import { invalidParameter, invalidValue } from '../sqs-errors.ts';
import { requireQueue } from './require-queue.ts';

export const tagOperations = (store: QueueStore) => ({
  async TagQueue(input: TagQueueRequest, context: RequestContext): Promise<object> {
    const queue = requireQueue(store, input, context);
    const tags = { ...queue.tags, ...input.Tags };
    checkTags(tags);
    await store.put({ ...queue, tags });
    return {};
  },

  /** Keys that are not there are no error. */
  async UntagQueue(input: UntagQueueRequest, context: RequestContext): Promise<object> {
    const queue = requireQueue(store, input, context);
    const left = Object.entries(queue.tags).filter(([key]) => !input.TagKeys?.includes(key));
    await store.put({ ...queue, tags: Object.fromEntries(left) });
    return {};
  },

  async ListQueueTags(
    input: ListQueueTagsRequest,
    context: RequestContext,
  ): Promise<ListQueueTagsResult> {
    const { tags } = requireQueue(store, input, context);
    return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
  },
});

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html. The
 * words in which AWS refuses others are not recorded. @throws AwsError
 */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length > 50) throw invalidValue('Too many tags added for queue.');
  for (const [key, value] of entries) {
    const isKey = key.length >= 1 && key.length <= 128 && !/^aws:/i.test(key);
    if (!isKey) throw invalidParameter('Key', key, 'It is no key of a tag.');
    if (value.length > 256) throw invalidParameter('Value', value, 'It is no value of a tag.');
  }
}
