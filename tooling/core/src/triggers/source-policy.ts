import type { PolicyPlace, PolicyStatement } from '../execution-policy.ts';
import type { Trigger } from '../config/triggers-config.ts';
import { queueArn } from './describe-trigger.ts';

/** What Lambda reads with the function's role, and where it tells of failures. */
export interface EventSource {
  readonly type: 'queue' | 'dynamodbStream' | 'kinesisStream' | 'onFailure';
  /** Name, or ARN. */
  readonly source: string;
}

/** The sources that a function's role has to be able to read. */
export const sourcesOf = (triggers: readonly Trigger[]): readonly EventSource[] =>
  triggers.flatMap((trigger): EventSource[] => {
    switch (trigger.type) {
      case 'queue':
        return [{ type: 'queue', source: trigger.queue }];
      case 'dynamodbStream':
      case 'kinesisStream':
        return [
          { type: trigger.type, source: trigger.stream },
          ...(trigger.onFailure === undefined
            ? []
            : [{ type: 'onFailure' as const, source: trigger.onFailure }]),
        ];
      default:
        return [];
    }
  });

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions and its like */
const readActions: Readonly<Record<Exclude<EventSource['type'], 'onFailure'>, readonly string[]>> =
  {
    queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    dynamodbStream: [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
    kinesisStream: [
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
      'kinesis:ListStreams',
      'kinesis:SubscribeToShard',
    ],
  };

const sids = { queue: 'Queues', dynamodbStream: 'Tables', kinesisStream: 'Streams' } as const;

/** The least that reading these sources needs: a statement a type. */
export function readSources(
  sources: readonly EventSource[],
  place: PolicyPlace,
): readonly PolicyStatement[] {
  const arnsOf = (type: EventSource['type']) => [
    ...new Set(
      sources.filter((one) => one.type === type).map((one) => queueArn(one.source, place)),
    ),
  ];
  const reading = (['queue', 'dynamodbStream', 'kinesisStream'] as const).flatMap((type) => {
    const arns = arnsOf(type);
    return arns.length === 0 ? [] : [allow(sids[type], readActions[type], arns)];
  });
  const failures = arnsOf('onFailure').map((arn, index) =>
    allow(`SendStreamFailure${index + 1}`, [sendAction(arn)], [arn]),
  );
  return [...reading, ...failures];
}

const sendAction = (arn: string) => (arn.includes(':sns:') ? 'sns:Publish' : 'sqs:SendMessage');

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
): PolicyStatement => ({ Sid, Effect: 'Allow', Action, Resource });
