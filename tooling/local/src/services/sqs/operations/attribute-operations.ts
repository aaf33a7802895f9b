import type {
  AddPermissionRequest,
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  RemovePermissionRequest,
  SetQueueAttributesRequest,
} from '@aws-sdk/client-sqs';
import type { RequestContext } from '../../../service.ts';
import { checkAttributes, checkTogether } from '../attributes/check-attributes.ts';
import { attributesOf } from '../attributes/queue-attributes.ts';
import { isInFlight } from '../messages/message-document.ts';
import { dropOld } from '../messages/receive-messages.ts';
import { addStatement, removeStatement } from '../policy/change-policy.ts';
import { isFifo, type QueueDocument } from '../queue-document.ts';
import { nameInArn, queueArn } from '../queue-names.ts';
import type { QueueStore } from '../queue-store.ts';
import { unknownAttribute } from '../sqs-errors.ts';
import { withoutEmpty } from './queue-operations.ts';
import { requireQueue } from './require-queue.ts';

export const attributeOperations = (store: QueueStore) => ({
  async SetQueueAttributes(
    input: SetQueueAttributesRequest,
    context: RequestContext,
  ): Promise<object> {
    const queue = requireQueue(store, input, context);
    const given = checkAttributes(input.Attributes ?? {}, {
      isFifo: isFifo(queue),
      queue: { name: queue.name, arn: queueArn(context, queue.name) },
      find: (arn) => store.get(nameInArn(arn, context) ?? ''),
    });
    const attributes = withoutEmpty({ ...queue.attributes, ...given });
    checkTogether(attributesOf({ ...queue, attributes }));
    await store.put({ ...queue, attributes, modifiedAtMs: context.now().getTime() });
    store.notify(queue.name);
    return {};
  },

  async GetQueueAttributes(
    input: GetQueueAttributesRequest,
    context: RequestContext,
  ): Promise<GetQueueAttributesResult> {
    const queue = requireQueue(store, input, context);
    const all = await shownAttributes(store, queue, context);
    const names: readonly string[] = input.AttributeNames ?? [];
    const wrong = names.find((name) => !isKnown.has(name));
    if (wrong !== undefined) throw unknownAttribute(wrong);
    const shown = Object.entries(all).filter(
      ([name]) => names.includes('All') || names.includes(name),
    );
    return shown.length === 0 ? {} : { Attributes: Object.fromEntries(shown) };
  },

  /** Writes a statement into the queue's policy. */
  async AddPermission(input: AddPermissionRequest, context: RequestContext): Promise<object> {
    const queue = requireQueue(store, input, context);
    const { Label = '', AWSAccountIds = [], Actions = [] } = input;
    const statement = { Label, AWSAccountIds, Actions, arn: queueArn(context, queue.name) };
    const Policy = addStatement(queue.attributes.Policy, statement);
    await store.put({ ...queue, attributes: { ...queue.attributes, Policy } });
    return {};
  },

  async RemovePermission(input: RemovePermissionRequest, context: RequestContext): Promise<object> {
    const queue = requireQueue(store, input, context);
    const Policy = removeStatement(queue.attributes.Policy, input.Label ?? '');
    const attributes = withoutEmpty({ ...queue.attributes, Policy });
    await store.put({ ...queue, attributes });
    return {};
  },
});

async function shownAttributes(
  store: QueueStore,
  queue: QueueDocument,
  context: RequestContext,
): Promise<Record<string, string>> {
  const nowMs = context.now().getTime();
  await Promise.all(dropOld(store, queue, nowMs));
  const messages = [...store.messages(queue.name).values()];
  const inFlight = messages.filter((message) => isInFlight(message, nowMs)).length;
  const visible = messages.filter(({ visibleAtMs }) => visibleAtMs <= nowMs).length;
  const seconds = (ms: number) => String(Math.floor(ms / 1000));
  return {
    QueueArn: queueArn(context, queue.name),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(messages.length - visible - inFlight),
    CreatedTimestamp: seconds(queue.createdAtMs),
    LastModifiedTimestamp: seconds(queue.modifiedAtMs),
    ...attributesOf(queue),
  };
}

const isKnown = new Set([
  'All',
  'Policy',
  'VisibilityTimeout',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
]);
