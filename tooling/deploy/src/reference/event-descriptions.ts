import type { TriggerKind } from '../new-lambda/new-lambda.ts';
import { starterOf } from '../new-lambda/starters/starters.ts';
import {
  bucketRuleSample,
  dynamodbStreamSample,
  functionUrlSample,
  kinesisStreamSample,
} from './event-samples.ts';

/** What a handler gets from a trigger of one type, and what becomes of its answer. */
export interface EventDescription {
  /** The line of a configuration. */
  readonly trigger: string;
  /** Of @types/aws-lambda: the event, and the answer where there is one. */
  readonly types: readonly string[];
  /** What cannot be seen of the sample. */
  readonly about: readonly string[];
  readonly sample: unknown;
  /** What the handler has to answer. */
  readonly answer: string;
  /** When it fails. */
  readonly retries: string;
}

const started = (kind: TriggerKind, on: string): unknown => starterOf(kind).event(on);

const retriedByLambda =
  'the event is tried again twice, after one minute and then two (`asyncInvocation.maximumRetryAttempts`, `maximumEventAge`), and then goes to `asyncInvocation.onFailure` or `deadLetter`, or is lost. So the same event can come more than once: `@packages/object-store/once` does work only once.';

const nobodyReads = 'Nobody reads it, but smoke tests and `lambda invoke` do.';

const retriedByStream =
  'The batch is tried again until it succeeds, is older than `maximumRecordAge` or was tried `maximumRetryAttempts` times; no later record of its shard comes meanwhile. `bisectBatchOnError` halves it, `onFailure` gets a note of what was given up.';

const answersFailures = (wanted: string) =>
  `Nothing: the batch is done. With \`reportBatchItemFailures: true\`, \`{ batchItemFailures: [{ itemIdentifier }] }\` with ${wanted}.`;

/** By the heading: the types of triggers, in the order of docs/triggers.md, and a plain call. */
export const eventDescriptions: Readonly<Record<string, EventDescription>> = {
  call: {
    trigger: 'none: `lambda invoke`, or an SDK',
    types: [],
    about: ['Any JSON: what the caller sends.'],
    sample: starterOf(undefined).event(''),
    answer:
      'Any JSON, up to 6 MB: the caller gets it. Called with `InvocationType: Event`, nobody does.',
    retries: `The caller gets the error, and nothing is tried again. Called with \`InvocationType: Event\`, ${retriedByLambda}`,
  },
  schedule: {
    trigger: "schedule('rate(1 hour)')",
    types: ['ScheduledEvent'],
    about: [
      'With `input` the handler gets exactly that in the place of this event.',
      '`time` is the moment that it was scheduled for. Other than in the events of a rule of EventBridge, `detail` is a text, and `source` is `aws.scheduler`.',
    ],
    sample: started('schedule', 'rate(1 hour)'),
    answer: nobodyReads,
    retries: `Where the function cannot be reached, EventBridge Scheduler tries again (\`retries\`: 185 times within a day), and then sends to the trigger's \`deadLetter\`. Where it was reached and fails, ${retriedByLambda}`,
  },
  functionUrl: {
    trigger: "functionUrl({ authType: 'NONE' })",
    types: ['LambdaFunctionURLEvent', 'LambdaFunctionURLResult'],
    about: [
      'Payload format 2.0. The body is a text, in base64 where `isBase64Encoded` says so; names of headers are in small letters, several of one name joined by commas; cookies stand in `cookies`.',
      "With `authType: 'AWS_IAM'`, who called stands in `requestContext.authorizer.iam`.",
    ],
    sample: functionUrlSample,
    answer:
      '`{ statusCode, headers, cookies, body, isBase64Encoded }`, where `body` is a text. An answer without `statusCode` becomes the JSON body of a 200.',
    retries: 'The client gets 502, and nothing is tried again.',
  },
  httpApi: {
    trigger: "httpApi('GET /birds/{id}')",
    types: ['APIGatewayProxyEventV2', 'APIGatewayProxyResultV2'],
    about: [
      'Payload format 2.0, as of a function URL, with `routeKey` and `pathParameters` of the route.',
      'With an authorizer of tokens, the claims stand in `requestContext.authorizer.jwt`: the type is `APIGatewayProxyEventV2WithJWTAuthorizer`.',
    ],
    sample: started('http', 'GET /birds/{id}'),
    answer:
      '`{ statusCode, headers, cookies, body, isBase64Encoded }`, where `body` is a text. An answer without `statusCode` becomes the JSON body of a 200.',
    retries: 'The client gets 500, or 503 after 30 seconds, and nothing is tried again.',
  },
  bucket: {
    trigger: "bucket('birds')",
    types: ['S3Event'],
    about: [
      '`key` is written as in the query of an address: `decodeURIComponent(key.replaceAll("+", " "))`. `eventName` has no `s3:` before it.',
    ],
    sample: started('bucket', 'birds'),
    answer: nobodyReads,
    retries: `When it fails, ${retriedByLambda}`,
  },
  'bucket by EventBridge': {
    trigger: "bucket('birds', { via: 'eventbridge' })",
    types: ["EventBridgeEvent<'Object Created', …>"],
    about: [
      'An event of the bus: other than in a notification, `key` is as it is, `etag` has small letters, and there are no `Records`.',
    ],
    sample: bucketRuleSample,
    answer: nobodyReads,
    retries: 'As with an eventPattern.',
  },
  queue: {
    trigger: "queue('jobs', { reportBatchItemFailures: true })",
    types: ['SQSEvent', 'SQSBatchResponse'],
    about: [
      'Up to `batchSize` messages, each with its `body` as a text. Of a FIFO queue each has `MessageGroupId`, `MessageDeduplicationId` and `SequenceNumber` among its `attributes`.',
    ],
    sample: started('queue', 'jobs'),
    answer: answersFailures(
      'the `messageId` of each message that is to come again; of a FIFO queue, of the first that failed and all after it',
    ),
    retries:
      "Messages come again after the queue's VisibilityTimeout, until its redrive policy moves them to a dead-letter queue: that is the queue's business, as is how often.",
  },
  dynamodbStream: {
    trigger: "dynamodbStream('arn:aws:dynamodb:…/stream/…')",
    types: ['DynamoDBStreamEvent', 'DynamoDBBatchResponse'],
    about: [
      "Values are in DynamoDB's own form: `{ S: '42' }`. The local AWS has no tables: this sample is as AWS describes it, and nothing here sends it.",
    ],
    sample: dynamodbStreamSample,
    answer: answersFailures('the `SequenceNumber` of the first record that failed'),
    retries: retriedByStream,
  },
  kinesisStream: {
    trigger: "kinesisStream('arn:aws:kinesis:…:stream/clicks')",
    types: ['KinesisStreamEvent', 'KinesisStreamBatchResponse'],
    about: [
      '`data` is in base64. The local AWS has no streams: this sample is as AWS describes it, and nothing here sends it.',
    ],
    sample: kinesisStreamSample,
    answer: answersFailures('the `sequenceNumber` of the first record that failed'),
    retries: retriedByStream,
  },
  eventPattern: {
    trigger: "eventPattern({ source: ['model'] })",
    types: ['EventBridgeEvent<string, unknown>'],
    about: [
      'With `input` the handler gets exactly that, with `inputPath` that part of the event: `$.detail`.',
    ],
    sample: started('event', 'model'),
    answer: nobodyReads,
    retries: `Where the function cannot be reached, EventBridge tries again (\`retries\`: 185 times within a day), and then sends to the trigger's \`deadLetter\`. Where it was reached and fails, ${retriedByLambda}`,
  },
  topic: {
    trigger: "topic('news')",
    types: ['SNSEvent'],
    about: ['One record each time. `Message` is a text, also where it has JSON.'],
    sample: started('topic', 'news'),
    answer: nobodyReads,
    retries: `Where the function cannot be reached, SNS tries again, and then sends to the trigger's \`deadLetter\`. Where it was reached and fails, ${retriedByLambda}`,
  },
};
