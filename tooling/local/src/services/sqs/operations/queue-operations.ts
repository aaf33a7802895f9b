import type {
  CreateQueueRequest,
  CreateQueueResult,
  DeleteQueueRequest,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
  ListQueuesRequest,
  ListQueuesResult,
  PurgeQueueRequest,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { pageOf } from '../../page.ts';
import { checkAttributes, checkTogether } from '../attributes/check-attributes.ts';
import { attributesOf, redriveOf } from '../attributes/queue-attributes.ts';
import type { QueueDocument } from '../queue-document.ts';
import { checkQueueName, nameInArn, queueArn, queueUrl } from '../queue-names.ts';
import type { QueueStore } from '../queue-store.ts';
import { invalidParameter, noQueue } from '../sqs-errors.ts';
import { requireQueue } from './require-queue.ts';
import { checkTags } from './tag-operations.ts';

export const queueOperations = (store: QueueStore) => ({
  /** One that is there already is no error where it is as it would be made. */
  async CreateQueue(
    input: CreateQueueRequest,
    context: RequestContext,
  ): Promise<CreateQueueResult> {
    const { QueueName: name = '', Attributes = {}, tags = {} } = input;
    const isFifo = Attributes.FifoQueue === 'true';
    checkQueueName(name, isFifo);
    checkTags(tags);
    const given = checkAttributes(Attributes, {
      isFifo,
      queue: { name, arn: queueArn(context, name) },
      find: (arn) => store.get(nameInArn(arn, context) ?? ''),
    });
    const nowMs = context.now().getTime();
    const attributes = withoutEmpty(given);
    const created = { name, attributes, tags, createdAtMs: nowMs, modifiedAtMs: nowMs };
    checkTogether(attributesOf(created));
    const existing = store.get(name);
    if (existing !== undefined) refuseOther(existing, attributes);
    else {
      refuseRecent(store, name, nowMs);
      await store.put(created);
      store.notify(name);
    }
    return { QueueUrl: queueUrl(context, name) };
  },

  async DeleteQueue(input: DeleteQueueRequest, context: RequestContext): Promise<object> {
    await store.remove(requireQueue(store, input, context).name);
    return {};
  },

  async GetQueueUrl(
    { QueueName = '', QueueOwnerAWSAccountId }: GetQueueUrlRequest,
    context: RequestContext,
  ): Promise<GetQueueUrlResult> {
    const isOwn = (QueueOwnerAWSAccountId ?? context.accountId) === context.accountId;
    if (!isOwn || store.get(QueueName) === undefined) throw noQueue();
    return { QueueUrl: queueUrl(context, QueueName) };
  },

  async ListQueues(input: ListQueuesRequest, context: RequestContext): Promise<ListQueuesResult> {
    const { QueueNamePrefix = '' } = input;
    const found = store.list().filter(({ name }) => name.startsWith(QueueNamePrefix));
    const { urls, NextToken } = pageOfUrls(found, input, context);
    return { ...(urls.length > 0 && { QueueUrls: urls }), NextToken };
  },

  async ListDeadLetterSourceQueues(
    input: ListDeadLetterSourceQueuesRequest,
    context: RequestContext,
  ): Promise<ListDeadLetterSourceQueuesResult> {
    const arn = queueArn(context, requireQueue(store, input, context).name);
    const found = store.list().filter((one) => redriveOf(one)?.deadLetterTargetArn === arn);
    const { urls, NextToken } = pageOfUrls(found, input, context);
    return { queueUrls: urls, NextToken };
  },

  async PurgeQueue(input: PurgeQueueRequest, context: RequestContext): Promise<object> {
    const queue = requireQueue(store, input, context);
    const nowMs = context.now().getTime();
    if (queue.purgedAtMs !== undefined && nowMs - queue.purgedAtMs < 60_000) {
      throw new AwsError(
        403,
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    }
    const messages = [...store.messages(queue.name).values()];
    await Promise.all([
      store.put({ ...queue, purgedAtMs: nowMs }),
      ...messages.map((message) => store.removeMessage(message)),
    ]);
    return {};
  },
});

/** An empty text says that there is to be none. */
export function withoutEmpty(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
}

/** Recorded (test_create_queue_with_different_attributes_raises_exception). */
function refuseOther(existing: QueueDocument, wanted: Readonly<Record<string, string>>): void {
  const there = attributesOf(existing);
  const other = Object.keys(wanted).find((name) => there[name] !== wanted[name]);
  if (other === undefined) return;
  throw new AwsError(
    400,
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${other}`,
  );
}

function refuseRecent(store: QueueStore, name: string, nowMs: number): void {
  const deletedAtMs = store.deletedAtMs(name);
  if (deletedAtMs === undefined || nowMs - deletedAtMs >= 60_000) return;
  throw new AwsError(
    400,
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  );
}

/** Without a number of results there are a thousand at most, and no token for the others. */
function pageOfUrls(
  found: readonly QueueDocument[],
  { MaxResults, NextToken: token }: Pick<ListQueuesRequest, 'MaxResults' | 'NextToken'>,
  context: RequestContext,
) {
  if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > 1000)) {
    throw invalidParameter('MaxResults', MaxResults, 'MaxResults must be >= 1 and <= 1000.');
  }
  const { items, nextToken } = pageOf(found, {
    keyOf: ({ name }) => name,
    token: token === '' ? undefined : token,
    limit: MaxResults ?? 1000,
    wrongToken: () => invalidParameter('NextToken', token, 'The token is not valid.'),
  });
  const urls = items.map(({ name }) => queueUrl(context, name));
  return { urls, NextToken: MaxResults === undefined ? undefined : nextToken };
}
