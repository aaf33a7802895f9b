import model from '../../../models/sqs.json' with { type: 'json' };
import type { Constraints } from '../../protocols/constraint.ts';
import type { Service } from '../../service.ts';
import { attributeOperations } from './operations/attribute-operations.ts';
import { queueOperations } from './operations/queue-operations.ts';
import { receiveOperations } from './operations/receive-operations.ts';
import { sendOperations } from './operations/send-operations.ts';
import { tagOperations } from './operations/tag-operations.ts';
import type { QueueStore } from './queue-store.ts';
import { missingParameter } from './sqs-errors.ts';

/**
 * Of the model's, what AWS answers as a failed validation. Names of attributes it refuses in words of
 * their own.
 */
const { SendMessage, SendMessageBatch, DeleteMessageBatch, ChangeMessageVisibilityBatch } =
  model.operations;
const constraints: Readonly<Record<string, Constraints>> = {
  SendMessage,
  SendMessageBatch,
  DeleteMessageBatch,
  ChangeMessageVisibilityBatch,
};

const keys = 'a key of KMS is kept and shown; nothing is encrypted';

/** SQS: standard and FIFO queues. */
export function createSqsService({ store }: { readonly store: QueueStore }): Service {
  return {
    name: 'sqs',
    protocol: 'awsJson1_0',
    loadClient: () => import('@aws-sdk/client-sqs'),
    constraints,
    missingMember: missingParameter,
    operations: {
      ...queueOperations(store),
      ...attributeOperations(store),
      ...sendOperations(store),
      ...receiveOperations(store),
      ...tagOperations(store),
    },
    ignored: {
      ReceiveMessage: {
        ReceiveRequestAttemptId: 'what was received is not received again before its timeout',
      },
    },
    partly: {
      CreateQueue: `${keys}; the quotas of requests and of messages in flight are not counted`,
      SetQueueAttributes: `${keys}; in force at once`,
      AddPermission: 'kept in the policy; the callers of this machine are not asked who they are',
      DeleteMessage: 'by the last receipt only; an older one of a standard queue changes nothing',
      ChangeMessageVisibility: 'the 12 hours are not counted from the first receipt',
      ReceiveMessage: 'a standard queue is in order, too',
    },
  };
}
