import type { TriggerOf, TriggerType } from './config/triggers-config.ts';

/*
 * What lambda.config.ts writes its triggers with. Nothing is loaded here: a build reads the file too.
 */

/** What a trigger may say besides what it is named by. */
type Options<Type extends TriggerType, Named extends string = never> = Omit<
  TriggerOf<Type>,
  'type' | Named
>;

/**
 * Starts the function at moments.
 *
 * @param expression - `cron(0 3 1 * ? *)`, with six fields; `rate(5 minutes)`; `at(2027-01-01T00:00:00)`
 * @example
 * schedule('cron(0 3 1 * ? *)', { timezone: 'Europe/Berlin' });
 * // → { type: 'schedule', expression: 'cron(0 3 1 * ? *)', timezone: 'Europe/Berlin' }
 */
export const schedule = (
  expression: string,
  options: Options<'schedule', 'expression'> = {},
): TriggerOf<'schedule'> => ({ type: 'schedule', expression, ...options });

/** An address of the function's own. */
export const functionUrl = (options: Options<'functionUrl'>): TriggerOf<'functionUrl'> => ({
  type: 'functionUrl',
  ...options,
});

/** @param route - a method and a path: `GET /predict/{id}`; or `$default` */
export const httpApi = (
  route: string,
  options: Options<'httpApi', 'route'> = {},
): TriggerOf<'httpApi'> => ({ type: 'httpApi', route, ...options });

/** Changes in a bucket that is there already. @param name - of the bucket */
export const bucket = (
  name: string,
  options: Options<'bucket', 'bucket'> = {},
): TriggerOf<'bucket'> => ({ type: 'bucket', bucket: name, ...options });

/** Messages of an SQS queue. @param nameOrArn - a name is one of the stage's account and region */
export const queue = (
  nameOrArn: string,
  options: Options<'queue', 'queue'> = {},
): TriggerOf<'queue'> => ({ type: 'queue', queue: nameOrArn, ...options });

/** Changes of a DynamoDB table. @param arn - of its stream */
export const dynamodbStream = (
  arn: string,
  options: Options<'dynamodbStream', 'stream'> = {},
): TriggerOf<'dynamodbStream'> => ({ type: 'dynamodbStream', stream: arn, ...options });

/** Records of a Kinesis stream. @param arn - of the stream */
export const kinesisStream = (
  arn: string,
  options: Options<'kinesisStream', 'stream'> = {},
): TriggerOf<'kinesisStream'> => ({ type: 'kinesisStream', stream: arn, ...options });

/** Events of an EventBridge bus. @param pattern - `{ source: ['model'] }` */
export const eventPattern = (
  pattern: TriggerOf<'eventPattern'>['pattern'],
  options: Options<'eventPattern', 'pattern'> = {},
): TriggerOf<'eventPattern'> => ({ type: 'eventPattern', pattern, ...options });

/** Messages of an SNS topic. @param nameOrArn - a name is one of the stage's account and region */
export const topic = (
  nameOrArn: string,
  options: Options<'topic', 'topic'> = {},
): TriggerOf<'topic'> => ({ type: 'topic', topic: nameOrArn, ...options });
