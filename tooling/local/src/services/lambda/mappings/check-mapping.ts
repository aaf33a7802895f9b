import type {
  CreateEventSourceMappingRequest,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { QueueSource } from '../../sqs/queue-source.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { servingSnapshot } from '../document/settle-function.ts';
import { invalidParameter } from '../lambda-errors.ts';
import type { LambdaWorld } from '../operations/lambda-world.ts';
import { resolveVersion } from '../operations/resolve-version.ts';
import { isFilterPattern } from '../polling/matches-filter.ts';
import { versionOf } from '../render/function-configuration.ts';
import type { MappingDocument } from './mapping-document.ts';

/**
 * Refuses what only other sources have. The first and the last are recorded
 * (test_lambda_api.snapshot.json).
 *
 * @throws AwsError
 */
export function checkSource(
  input: CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest,
  eventSourceArn: string | undefined,
): void {
  const unsupported = foreignMembers.find((name) => isGiven((input as unknown as Given)[name]));
  const service = eventSourceArn?.split(':')[2];
  if (input.DestinationConfig?.OnSuccess !== undefined) throw notForThis('DestinationConfig');
  const other =
    service ?? ('SelfManagedEventSource' in input ? 'self-managed Apache Kafka' : undefined);
  if (other === undefined) throw invalidParameter('Unrecognized event source.');
  if (other !== 'sqs') {
    throw new AwsError(
      501,
      'NotImplemented',
      `The local AWS does not implement event source mappings of ${other}: of SQS queues only`,
    );
  }
  if (unsupported !== undefined) throw notForThis(unsupported);
}

type Given = Readonly<Record<string, unknown>>;

const notForThis = (name: string) =>
  invalidParameter(`Unsupported ${name} parameter for given event source mapping type.`);

/** What streams, brokers and databases have, and queues do not. */
const foreignMembers = [
  'ParallelizationFactor',
  'StartingPosition',
  'StartingPositionTimestamp',
  'DestinationConfig',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'TumblingWindowInSeconds',
  'Topics',
  'Queues',
  'SourceAccessConfigurations',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
];

function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/**
 * Whether the function's role and its queue are as a mapping needs them.
 *
 * @throws AwsError
 */
export async function checkMapping(
  world: LambdaWorld,
  mapping: MappingDocument,
  how: 'create' | 'update',
): Promise<void> {
  checkBatch(mapping);
  if (mapping.filters.some((pattern) => !isFilterPattern(pattern))) {
    throw invalidParameter('Invalid filter pattern definition.');
  }
  const { role, timeout } = settingsOf(world.store.get(mapping.functionName), mapping);
  // Whoever disables it may do so because of its queue.
  if (how === 'update' && !mapping.enabled) return;
  const queue = (await world.queues?.())?.find(mapping.eventSourceArn);
  if (queue === undefined) throw noQueue();
  checkWindow(mapping, queue);
  for (const call of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
    const request = { action: `sqs:${call}`, resource: mapping.eventSourceArn };
    if (await world.roles.allows(role, request)) continue;
    throw invalidParameter(
      `The provided execution role does not have permissions to call ${call} on SQS`,
    );
  }
  if (queue.visibilitySeconds >= timeout) return;
  throw invalidParameter(
    `Queue visibility timeout: ${String(queue.visibilitySeconds)} seconds is less than Function timeout: ${String(timeout)} seconds`,
  );
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
function checkBatch({ batchSize, windowSeconds }: MappingDocument): void {
  if (batchSize <= 10 || windowSeconds > 0) return;
  throw invalidParameter(
    'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
  );
}

/** A FIFO queue has batches of ten and no window; the words are not recorded. */
function checkWindow(
  { windowSeconds }: MappingDocument,
  { isFifo }: NonNullable<ReturnType<QueueSource['find']>>,
): void {
  if (!isFifo || windowSeconds === 0) return;
  throw invalidParameter('Batching window is not supported for FIFO queues');
}

function settingsOf(document: FunctionDocument | undefined, { qualifier }: MappingDocument) {
  const number = document && resolveVersion(document, qualifier);
  if (document === undefined || number === undefined) {
    throw invalidParameter('Function does not exist');
  }
  return servingSnapshot(versionOf(document, number)).settings;
}

/** Recorded (test_esm_with_not_existing_sqs_queue). */
const noQueue = () =>
  invalidParameter(
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  );
