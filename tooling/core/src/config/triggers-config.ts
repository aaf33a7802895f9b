import { z } from 'zod';
import { cors, nonEmpty, seconds, sourceArn, throttling } from './http-api-config.ts';

/** A name in the stage's own account and region, or an ARN. */
const nameOrArn = (service: string, name: RegExp, what: string) =>
  z
    .string()
    .regex(new RegExp(`^(?:${name.source}|arn:aws[\\w-]*:${service}:[a-z0-9-]+:\\d{12}:\\S+)$`), {
      error: `is neither the name of ${what} nor its ARN`,
    });

const queueName = nameOrArn('sqs', /[\w-]{1,80}(?:\.fifo)?/, 'a queue');
const topicName = nameOrArn('sns', /[\w-]{1,256}(?:\.fifo)?/, 'a topic');

const deadLetter = queueName
  .optional()
  .describe('Queue for what could not be delivered: its name, or its ARN.');

const enabled = z
  .boolean()
  .optional()
  .describe('Whether it starts the function. `false` keeps it and lets it rest.');

const retries = z
  .strictObject({
    maximumRetryAttempts: z.int().min(0).max(185).optional().describe('AWS makes it 185.'),
    maximumEventAgeInSeconds: z
      .int()
      .min(60)
      .max(86_400)
      .optional()
      .describe('AWS makes it 86400, a day.'),
  })
  .optional()
  .describe('How often, and for how long, AWS tries again to reach the function.');

const moment = z.iso.datetime({ offset: true, error: 'is not a moment in ISO 8601 with its zone' });

const schedule = z
  .strictObject({
    type: z.literal('schedule'),
    expression: nonEmpty
      .max(256)
      .describe(
        '`cron(…)` with six fields, `rate(…)` or `at(…)`, as EventBridge Scheduler has them.',
      ),
    timezone: nonEmpty
      .max(50)
      .optional()
      .describe('In which `cron` and `at` are meant: `Europe/Berlin`. AWS makes it UTC.'),
    input: z
      .json()
      .optional()
      .describe('The event that the function gets. Left out, AWS sends one of its own.'),
    flexibleWindow: z
      .int()
      .min(1)
      .max(1440)
      .optional()
      .describe('Minutes after the moment within which AWS may choose.'),
    retries,
    deadLetter,
    enabled,
    start: moment.optional().describe('Nothing is started before.'),
    end: moment.optional().describe('Nothing is started afterwards.'),
  })
  .describe('Starts the function at moments, by EventBridge Scheduler.');

const functionUrl = z
  .strictObject({
    type: z.literal('functionUrl'),
    authType: z
      .enum(['NONE', 'AWS_IAM'])
      .describe('`NONE`: everybody may call it. `AWS_IAM`: whom a policy allows it.'),
    cors: cors.optional(),
    invokeMode: z
      .enum(['BUFFERED', 'RESPONSE_STREAM'])
      .optional()
      .describe('Whether the answer is sent when it is whole (AWS does), or as it comes.'),
  })
  .describe('An address of its own, on `live`.');

const methods = 'ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT';

const httpApi = z
  .strictObject({
    type: z.literal('httpApi'),
    route: z
      .string()
      .regex(new RegExp(`^(?:\\$default|(?:${methods}) /\\S*)$`), {
        error: `is no route: a method (${methods.replaceAll('|', ', ')}) and a path, such as GET /predict/{id}, or $default`,
      })
      .describe(
        'A method and a path, `GET /predict/{id}`; or `$default`, for what no other route takes.',
      ),
    authorizer: nonEmpty
      .optional()
      .describe(
        '`AWS_IAM`, or the name of an authorizer of `httpApi` in deploy.config.ts. Left out, everybody may call it.',
      ),
    scopes: z.array(nonEmpty).optional().describe('Of which a JWT must have one.'),
    throttling: throttling.optional().describe('Of this route alone.'),
    timeout: z
      .int()
      .min(1)
      .max(30)
      .optional()
      .describe('Seconds that API Gateway waits for the function. AWS makes it 30.'),
  })
  .describe('A route of the HTTP API that the service has in a stage; payload format 2.0.');

const bucketEvents = [
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
  's3:ObjectRestore:*',
  's3:ObjectRestore:Post',
  's3:ObjectRestore:Completed',
  's3:ObjectRestore:Delete',
  's3:ObjectTagging:*',
  's3:ObjectTagging:Put',
  's3:ObjectTagging:Delete',
  's3:ObjectAcl:Put',
  's3:LifecycleExpiration:*',
  's3:LifecycleExpiration:Delete',
  's3:LifecycleExpiration:DeleteMarkerCreated',
  's3:LifecycleTransition',
  's3:IntelligentTiering',
  's3:ReducedRedundancyLostObject',
  's3:Replication:*',
] as const;

const bucket = z
  .strictObject({
    type: z.literal('bucket'),
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'is not the name of a bucket' })
      .describe('Its name.'),
    events: z
      .array(z.enum(bucketEvents))
      .min(1)
      .optional()
      .describe('What starts the function; `s3:ObjectCreated:*` when left out.'),
    prefix: z.string().max(1024).optional().describe('With which the keys begin.'),
    suffix: z.string().max(1024).optional().describe('With which the keys end.'),
    via: z
      .enum(['notification', 'eventbridge'])
      .optional()
      .describe(
        'By a notification of the bucket, or by a rule of EventBridge, to which the bucket then sends its events. By notification when left out.',
      ),
  })
  .describe('Starts the function when objects of a bucket change. The bucket is there already.');

const filters = z
  .array(z.record(z.string(), z.json()))
  .min(1)
  .max(10)
  .optional()
  .describe('Patterns, of which a record has to match one.');

const batching = {
  batchSize: z.int().min(1).max(10_000).optional().describe('Records in one event at most.'),
  maximumBatchingWindow: seconds(300).optional().describe('Seconds to gather a batch.'),
  filters,
  reportBatchItemFailures: z
    .boolean()
    .optional()
    .describe('Whether the function says which records failed; only these come again.'),
  enabled,
};

const queue = z
  .strictObject({
    type: z.literal('queue'),
    queue: queueName.describe('Its name, or its ARN.'),
    ...batching,
    maximumConcurrency: z
      .int()
      .min(2)
      .max(1000)
      .optional()
      .describe('How many batches are handled at once at most.'),
  })
  .refine(
    ({ batchSize = 10, maximumBatchingWindow = 0 }) => batchSize <= 10 || maximumBatchingWindow > 0,
    { path: ['batchSize'], error: 'above 10 needs a maximumBatchingWindow of a second at least' },
  )
  .describe('Messages of an SQS queue, in batches.');

const stream = {
  ...batching,
  startingPosition: z
    .enum(['LATEST', 'TRIM_HORIZON'])
    .optional()
    .describe('Where to begin: with what comes (`LATEST`, when left out), or with what is there.'),
  parallelizationFactor: z.int().min(1).max(10).optional().describe('Batches of a shard at once.'),
  bisectBatchOnFunctionError: z.boolean().optional().describe('Whether failed batches are halved.'),
  maximumRetryAttempts: z
    .int()
    .min(-1)
    .max(10_000)
    .optional()
    .describe('-1, as AWS makes it: no limit.'),
  maximumRecordAge: z
    .int()
    .min(-1)
    .max(604_800)
    .optional()
    .describe('Seconds; -1, as AWS makes it: no limit.'),
  tumblingWindow: seconds(900).optional().describe('Seconds over which results are gathered.'),
  onFailure: z.union([queueName, topicName]).optional().describe('ARN for what failed for good.'),
};

const dynamodbStream = z
  .strictObject({
    type: z.literal('dynamodbStream'),
    stream: sourceArn(
      'dynamodb',
      'a stream',
      'arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/LABEL',
    ).describe('ARN of the stream of the table.'),
    ...stream,
  })
  .describe('Changes of a DynamoDB table, in batches.');

const kinesisStream = z
  .strictObject({
    type: z.literal('kinesisStream'),
    stream: sourceArn('kinesis', 'a stream', 'arn:aws:kinesis:REGION:ACCOUNT:stream/NAME').describe(
      'Its ARN.',
    ),
    ...stream,
  })
  .describe('Records of a Kinesis stream, in batches.');

const eventPattern = z
  .strictObject({
    type: z.literal('eventPattern'),
    pattern: z.record(z.string(), z.json()).describe('As EventBridge has it: `{ source: [ … ] }`.'),
    bus: nameOrArn('events', /[\w./-]{1,256}/, 'an event bus')
      .optional()
      .describe('`default` when left out.'),
    input: z.json().optional().describe('What the function gets in the place of the event.'),
    inputPath: nonEmpty
      .max(256)
      .optional()
      .describe('The part of the event that it gets: `$.detail`.'),
    retries,
    deadLetter,
    enabled,
  })
  .refine(({ input, inputPath }) => input === undefined || inputPath === undefined, {
    path: ['inputPath'],
    error: 'goes with no input',
  })
  .describe('Events of an EventBridge bus that match a pattern.');

const topic = z
  .strictObject({
    type: z.literal('topic'),
    topic: topicName.describe('Its name, or its ARN.'),
    filterPolicy: z.record(z.string(), z.json()).optional().describe('Which messages start it.'),
    filterPolicyScope: z
      .enum(['MessageAttributes', 'MessageBody'])
      .optional()
      .describe('What the filter policy looks at. AWS makes it `MessageAttributes`.'),
    deadLetter,
  })
  .describe('Messages of an SNS topic.');

/** What starts a function. */
export const triggerSchema = z.discriminatedUnion('type', [
  schedule,
  functionUrl,
  httpApi,
  bucket,
  queue,
  dynamodbStream,
  kinesisStream,
  eventPattern,
  topic,
]);

export type Trigger = z.infer<typeof triggerSchema>;
export type TriggerType = Trigger['type'];
export type TriggerOf<Type extends TriggerType> = Extract<Trigger, { type: Type }>;

export const triggersSchema = z.array(triggerSchema).max(50);
