import type {
  CreateEventSourceMappingRequest,
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { conflict, notFound } from '../lambda-errors.ts';
import { checkMapping, checkSource } from '../mappings/check-mapping.ts';
import type { MappingDocument } from '../mappings/mapping-document.ts';
import { showMapping } from '../render/event-source-mapping.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { given, referenceOf, type LambdaWorld } from './lambda-world.ts';
import { pageOf } from './page-of.ts';
import { checkTagCount, checkTags } from './tags.ts';

export const eventSourceMappingOperations = (world: LambdaWorld) => ({
  async CreateEventSourceMapping(
    input: CreateEventSourceMappingRequest,
    context: RequestContext,
  ): Promise<EventSourceMappingConfiguration> {
    checkSource(input, input.EventSourceArn);
    refuseUnimplemented('CreateEventSourceMapping', unimplementedOf(input));
    checkTags(input.Tags ?? {});
    checkTagCount(input.Tags ?? {});
    const { name, qualifier } = referenceOf(input, context);
    const { nowMs, settleMs, newId } = world.moment();
    const created: MappingDocument = {
      uuid: newId(),
      eventSourceArn: given(input.EventSourceArn),
      functionName: name,
      qualifier,
      enabled: input.Enabled ?? true,
      batchSize: input.BatchSize ?? 10,
      windowSeconds: 0,
      filters: [],
      responseTypes: [],
      tags: input.Tags ?? {},
      lastModifiedMs: nowMs,
    };
    const mapping = { ...created, ...givenSettings(input) };
    await checkMapping(world, mapping, 'create');
    refuseTwin(world, mapping);
    const transition = { state: 'Creating', settlesAtMs: nowMs + settleMs } as const;
    const kept = mapping.enabled ? { ...mapping, transition } : mapping;
    await world.mappings.put(kept);
    return showMapping(kept, context);
  },

  async GetEventSourceMapping(
    { UUID }: GetEventSourceMappingRequest,
    context: RequestContext,
  ): Promise<EventSourceMappingConfiguration> {
    return showMapping(existing(world, UUID), context);
  },

  /** What it does not say stays. */
  async UpdateEventSourceMapping(
    input: UpdateEventSourceMappingRequest,
    context: RequestContext,
  ): Promise<EventSourceMappingConfiguration> {
    const before = existing(world, input.UUID);
    checkSource(input, before.eventSourceArn);
    refuseUnimplemented('UpdateEventSourceMapping', unimplementedOf(input));
    refuseInUse(before, 'update');
    const { nowMs, settleMs } = world.moment();
    const reference = input.FunctionName === undefined ? undefined : referenceOf(input, context);
    const after: MappingDocument = {
      ...before,
      ...(reference && { functionName: reference.name, qualifier: reference.qualifier }),
      enabled: input.Enabled ?? before.enabled,
      batchSize: input.BatchSize ?? before.batchSize,
      ...givenSettings(input),
      lastModifiedMs: nowMs,
    };
    await checkMapping(world, after, 'update');
    const state = stateOfChange(before, after);
    const transition = { state, settlesAtMs: nowMs + settleMs } as const;
    const mapping = { ...after, transition };
    await world.mappings.put(mapping);
    return showMapping(mapping, context);
  },

  async DeleteEventSourceMapping(
    { UUID }: DeleteEventSourceMappingRequest,
    context: RequestContext,
  ): Promise<EventSourceMappingConfiguration> {
    const before = existing(world, UUID);
    refuseInUse(before, 'delete');
    const { nowMs, settleMs } = world.moment();
    const transition = { state: 'Deleting', settlesAtMs: nowMs + settleMs } as const;
    const mapping = { ...before, transition };
    await world.mappings.put(mapping);
    return showMapping(mapping, context);
  },

  async ListEventSourceMappings(
    input: ListEventSourceMappingsRequest,
    context: RequestContext,
  ): Promise<ListEventSourceMappingsResponse> {
    const reference = input.FunctionName === undefined ? undefined : referenceOf(input, context);
    const found = world.mappings.list().filter((one) => {
      const isOfFunction =
        reference === undefined ||
        (one.functionName === reference.name && one.qualifier === reference.qualifier);
      return isOfFunction && (input.EventSourceArn ?? one.eventSourceArn) === one.eventSourceArn;
    });
    const { items, NextMarker } = pageOf(found, ({ uuid }) => uuid, input);
    return { EventSourceMappings: items.map((one) => showMapping(one, context)), NextMarker };
  },
});

/** Of what creating and updating have in common, that which was given; empty takes it away. */
function givenSettings(
  input: CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest,
): Partial<MappingDocument> {
  const { MaximumBatchingWindowInSeconds, FilterCriteria, FunctionResponseTypes, ScalingConfig } =
    input;
  return {
    ...(MaximumBatchingWindowInSeconds !== undefined && {
      windowSeconds: MaximumBatchingWindowInSeconds,
    }),
    ...(FilterCriteria !== undefined && {
      filters: (FilterCriteria.Filters ?? []).map(({ Pattern = '' }) => Pattern),
    }),
    ...(FunctionResponseTypes !== undefined && { responseTypes: FunctionResponseTypes }),
    ...(ScalingConfig !== undefined && { maximumConcurrency: ScalingConfig.MaximumConcurrency }),
  };
}

function unimplementedOf({
  KMSKeyArn,
  MetricsConfig,
  ProvisionedPollerConfig,
  ...rest
}: CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest): Record<string, unknown> {
  const LoggingConfig = (rest as { readonly LoggingConfig?: unknown }).LoggingConfig;
  return { KMSKeyArn, MetricsConfig, ProvisionedPollerConfig, LoggingConfig };
}

function stateOfChange(before: MappingDocument, after: MappingDocument) {
  if (before.enabled === after.enabled) return 'Updating';
  return after.enabled ? 'Enabling' : 'Disabling';
}

function existing(world: LambdaWorld, uuid: string | undefined): MappingDocument {
  const mapping = world.mappings.get(uuid ?? '');
  if (mapping === undefined) throw notFound('The resource you requested does not exist.');
  return mapping;
}

/** Recorded (test_duplicate_event_source_mappings), spaces included. */
function refuseTwin(world: LambdaWorld, mapping: MappingDocument): void {
  const twin = world.mappings
    .list()
    .find(
      (one) =>
        one.eventSourceArn === mapping.eventSourceArn &&
        one.functionName === mapping.functionName &&
        one.qualifier === mapping.qualifier,
    );
  if (twin === undefined) return;
  throw conflict(
    `An event source mapping with SQS arn (" ${twin.eventSourceArn} ") and function (" ${twin.functionName} ") already exists. Please update or delete the existing mapping with UUID ${twin.uuid}`,
  );
}

function refuseInUse({ transition }: MappingDocument, what: 'update' | 'delete'): void {
  if (transition === undefined) return;
  throw new AwsError(
    400,
    'ResourceInUseException',
    `Cannot ${what} the event source mapping because it is in use.`,
    { Type: 'User' },
  );
}
