import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  ListTagsCommand,
  paginateListEventSourceMappings,
  UpdateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  type EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import {
  describeTrigger,
  isOwnedBy,
  ownershipTags,
  queueArn,
  UserError,
  type TriggerOf,
} from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import { untilSpread } from '../until-spread.ts';
import { getFunction } from '../read-functions.ts';
import { readQueue } from './read-queue.ts';
import type { TriggerContext } from './trigger-context.ts';
import { checkEach, type TriggerKind } from './trigger-kind.ts';

type SourceType = 'queue' | 'dynamodbStream' | 'kinesisStream';
type Declared = TriggerOf<SourceType>;

/** UUID of the mapping. */
type Handle = string;

const sourceArnOf = (declared: Declared, { place }: TriggerContext): string =>
  declared.type === 'queue' ? queueArn(declared.queue, place) : declared.stream;

const services: Readonly<Record<SourceType, string>> = {
  queue: 'sqs',
  dynamodbStream: 'dynamodb',
  kinesisStream: 'kinesis',
};

async function listMappings({
  clients,
  aliasArn,
}: TriggerContext): Promise<readonly EventSourceMappingConfiguration[]> {
  const mappings: EventSourceMappingConfiguration[] = [];
  const { lambda: client } = clients;
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
    { client },
    { FunctionName: aliasArn },
  )) {
    // What is being deleted is as good as gone, and comes again for some seconds.
    mappings.push(...EventSourceMappings.filter(({ State }) => State !== 'Deleting'));
  }
  return mappings;
}

/** AWS tells the tags of a mapping only when asked for those of this one. */
async function isOurs(
  { clients, ownership }: TriggerContext,
  { EventSourceMappingArn: Resource }: EventSourceMappingConfiguration,
): Promise<boolean> {
  if (Resource === undefined) return false;
  try {
    const { Tags = {} } = await clients.lambda.send(new ListTagsCommand({ Resource }));
    return isOwnedBy(Tags, ownership);
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return false;
    throw error;
  }
}

const filtersIn = ({ FilterCriteria: criteria }: EventSourceMappingConfiguration) => {
  const patterns = (criteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []);
  if (patterns.length === 0) return {};
  return { filters: patterns.map((text) => JSON.parse(text) as Record<string, never>) };
};

const isEnabled = ({ State = '' }: EventSourceMappingConfiguration): boolean =>
  !State.startsWith('Disabl');

/** What AWS keeps, in the words in which it is declared. */
function toDeclared(type: SourceType, found: EventSourceMappingConfiguration): Declared {
  const { EventSourceArn = '', DestinationConfig: destinations } = found;
  const common = {
    batchSize: found.BatchSize,
    maximumBatchingWindow: found.MaximumBatchingWindowInSeconds,
    ...filtersIn(found),
    reportBatchItemFailures:
      found.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    enabled: isEnabled(found),
  };
  if (type === 'queue') {
    const maximumConcurrency = found.ScalingConfig?.MaximumConcurrency;
    return { type, queue: EventSourceArn, ...common, maximumConcurrency };
  }
  return {
    type,
    stream: EventSourceArn,
    ...common,
    startingPosition: found.StartingPosition === 'TRIM_HORIZON' ? 'TRIM_HORIZON' : 'LATEST',
    parallelizationFactor: found.ParallelizationFactor,
    bisectBatchOnFunctionError: found.BisectBatchOnFunctionError,
    maximumRetryAttempts: found.MaximumRetryAttempts,
    maximumRecordAge: found.MaximumRecordAgeInSeconds,
    tumblingWindow: found.TumblingWindowInSeconds,
    onFailure: destinations?.OnFailure?.Destination,
  };
}

type Settings = Omit<CreateEventSourceMappingCommandInput, 'FunctionName' | 'EventSourceArn'>;

/** All that can be changed later too, whole: an update keeps what it is not told. */
function toSettings(declared: Declared, { place }: TriggerContext): Settings {
  const { enabled = true, maximumBatchingWindow = 0, filters = [] } = declared;
  const common: Settings = {
    Enabled: enabled,
    BatchSize: declared.batchSize ?? (declared.type === 'queue' ? 10 : 100),
    MaximumBatchingWindowInSeconds: maximumBatchingWindow,
    FilterCriteria: { Filters: filters.map((filter) => ({ Pattern: JSON.stringify(filter) })) },
    FunctionResponseTypes: declared.reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
  };
  if (declared.type === 'queue') {
    return { ...common, ScalingConfig: { MaximumConcurrency: declared.maximumConcurrency } };
  }
  const { onFailure } = declared;
  return {
    ...common,
    ParallelizationFactor: declared.parallelizationFactor ?? 1,
    BisectBatchOnFunctionError: declared.bisectBatchOnFunctionError ?? false,
    MaximumRetryAttempts: declared.maximumRetryAttempts ?? -1,
    MaximumRecordAgeInSeconds: declared.maximumRecordAge ?? -1,
    TumblingWindowInSeconds: declared.tumblingWindow ?? 0,
    DestinationConfig: {
      OnFailure: onFailure === undefined ? {} : { Destination: queueArn(onFailure, place) },
    },
  };
}

/** The last change of a mapping takes AWS some seconds, in which it takes no other. */
async function whenSettled(
  { clients, functionName }: TriggerContext,
  UUID: string,
  send: () => Promise<unknown>,
): Promise<void> {
  const deadlineMs = clients.clock.now() + settleMs;
  for (;;) {
    try {
      await send();
      return;
    } catch (error) {
      if (!isAwsError(error, 'ResourceInUseException') || clients.clock.now() > deadlineMs) {
        throw error;
      }
      await clients.waits.during({ reason: 'update' }, async () => {
        await clients.clock.sleep(pollMs);
        await clients.lambda.send(new GetEventSourceMappingCommand({ UUID }));
      });
    }
    if (clients.clock.now() > deadlineMs) {
      throw new UserError('AWS_REFUSED', `${functionName}: the mapping ${UUID} does not settle`);
    }
  }
}

const settleMs = 120_000;
const pollMs = 2000;

/** Lambda says so, too, while IAM still spreads what the role may do. */
const isUnallowed = (error: unknown): boolean =>
  isAwsError(error, 'InvalidParameterValueException') &&
  error.message.includes('execution role does not have permissions');

/** Sources that Lambda reads by itself: queues and streams, each by a mapping. */
export const eventSourceTriggers = (type: SourceType): TriggerKind<Declared, Handle> => ({
  async read(context) {
    const mappings = (await listMappings(context)).filter(
      ({ EventSourceArn = '' }) => EventSourceArn.split(':')[2] === services[type],
    );
    const found = mappings.map(async (mapping) => {
      if (!(await isOurs(context, mapping))) return undefined;
      const state = describeTrigger(toDeclared(type, mapping), context);
      return { state, handle: mapping.UUID ?? '' };
    });
    return (await Promise.all(found)).filter((one) => one !== undefined);
  },

  async check(context, declared, found) {
    const own = new Set(found.map(({ handle }) => handle));
    const others = (await listMappings(context)).filter(({ UUID = '' }) => !own.has(UUID));
    return checkEach(declared, async (one) => {
      const arn = sourceArnOf(one, context);
      const foreign = others.find(({ EventSourceArn }) => EventSourceArn === arn);
      if (foreign !== undefined) {
        return [
          `the mapping ${foreign.UUID ?? ''} of ${arn} to ${context.functionName} is not ours: remove it, or the trigger`,
        ];
      }
      return one.type === 'queue' ? [await queueProblem(context, one.queue)] : [];
    });
  },

  async write(context, { declared, found }) {
    const { lambda } = context.clients;
    const settings = toSettings(declared, context);
    if (found !== undefined) {
      const UUID = found.handle;
      const update = { UUID, FunctionName: context.aliasArn, ...settings };
      await whenSettled(context, UUID, () =>
        lambda.send(new UpdateEventSourceMappingCommand(update)),
      );
      return;
    }
    const input: CreateEventSourceMappingCommandInput = {
      FunctionName: context.aliasArn,
      EventSourceArn: sourceArnOf(declared, context),
      ...settings,
      ...(declared.type !== 'queue' && {
        StartingPosition: declared.startingPosition ?? 'LATEST',
      }),
      Tags: ownershipTags(context.ownership),
    };
    // The role's policy may have been written a moment ago, by this run or by one that was killed.
    await untilSpread(
      context.clients,
      { kind: 'mapping', isFresh: true, isPassing: isUnallowed },
      () => lambda.send(new CreateEventSourceMappingCommand(input)),
    );
  },

  async remove(context, { handle: UUID }) {
    const { lambda } = context.clients;
    try {
      await whenSettled(context, UUID, () =>
        lambda.send(new DeleteEventSourceMappingCommand({ UUID })),
      );
    } catch (error) {
      if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
    }
  },
});

/** AWS asks for this, so that no message is handled twice at the same time. */
async function queueProblem(context: TriggerContext, queue: string): Promise<string | undefined> {
  const arn = queueArn(queue, context.place);
  const found = await readQueue(context, queue);
  if (found === undefined) return `there is no queue ${arn}: create it, or correct the name`;
  const output = await getFunction(context.clients, context.functionName);
  const timeout = context.timeout ?? output?.Configuration?.Timeout ?? 3;
  if (found.visibilityTimeout >= timeout) return undefined;
  return `messages of ${arn} come again after ${found.visibilityTimeout} s, and the function may run for ${timeout} s: make the queue's VisibilityTimeout ${6 * timeout}, as AWS advises`;
}
