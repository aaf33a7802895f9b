import { queueArn } from '../../services/sqs/queue-names.ts';
import type { ActionInput, Surroundings } from '../needed-action.ts';
import { all, having, serviceRules, simple, tagging, textOf } from '../service-rules.ts';

const ofQueue = ({ QueueUrl, QueueName }: ActionInput, at: Surroundings) =>
  queueArn(at, textOf(QueueName) || (textOf(QueueUrl).split('/').at(-1) ?? ''));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const sqsRules = serviceRules(
  'sqs',
  [
    [
      ofQueue,
      [
        'AddPermission',
        'ChangeMessageVisibility',
        'DeleteMessage',
        'DeleteQueue',
        'GetQueueAttributes',
        'GetQueueUrl',
        'ListDeadLetterSourceQueues',
        'ListQueueTags',
        'PurgeQueue',
        'ReceiveMessage',
        'RemovePermission',
        'SendMessage',
        'SetQueueAttributes',
        'UntagQueue',
      ],
    ],
    ['*', ['ListQueues']],
  ],
  {
    ChangeMessageVisibilityBatch: simple('sqs:ChangeMessageVisibility', ofQueue),
    DeleteMessageBatch: simple('sqs:DeleteMessage', ofQueue),
    SendMessageBatch: simple('sqs:SendMessage', ofQueue),
    CreateQueue: all(
      tagging(simple('sqs:CreateQueue', ofQueue), 'tags'),
      having('tags', tagging(simple('sqs:TagQueue', ofQueue), 'tags')),
    ),
    TagQueue: tagging(simple('sqs:TagQueue', ofQueue)),
  },
);
