import type {
  CreateEventBusRequest,
  CreateEventBusResponse,
  DeleteEventBusRequest,
  DescribeEventBusRequest,
  DescribeEventBusResponse,
  EventBus,
  ListEventBusesRequest,
  ListEventBusesResponse,
} from '@aws-sdk/client-eventbridge';
import type { RequestContext } from '../../service.ts';
import { pageOf } from '../page.ts';
import { busArn, busNameOf, type BusDocument } from './events-documents.ts';
import { busExists, invalidToken, validation } from './events-errors.ts';
import { findBus, requireBus, ruleKey, rulesOf, type EventsStore } from './events-store.ts';
import { tagsOf } from './tag-operations.ts';

export const busOperations = (store: EventsStore) => ({
  async CreateEventBus(
    input: CreateEventBusRequest,
    context: RequestContext,
  ): Promise<CreateEventBusResponse> {
    const { Name: name = '', Description: description, DeadLetterConfig, Tags } = input;
    if (name.includes('/')) throw validation("Event bus name must not contain '/'.");
    if (findBus(store, name) !== undefined) throw busExists(name);
    const nowMs = context.now().getTime();
    await store.buses.put(name, {
      name,
      description,
      createdAtMs: nowMs,
      modifiedAtMs: nowMs,
      deadLetterArn: DeadLetterConfig?.Arn,
      statements: [],
      tags: tagsOf(Tags),
    });
    return {
      EventBusArn: busArn(context, name),
      Description: description,
      DeadLetterConfig,
    };
  },

  async DeleteEventBus({ Name = '' }: DeleteEventBusRequest): Promise<object> {
    if (Name === 'default') throw validation('Cannot delete event bus default.');
    for (const rule of rulesOf(store, Name)) await store.rules.delete(ruleKey(rule));
    // One that is not there is deleted, too.
    await store.buses.delete(Name);
    return {};
  },

  DescribeEventBus(
    { Name }: DescribeEventBusRequest,
    context: RequestContext,
  ): Promise<DescribeEventBusResponse> {
    const bus = requireBus(store, busNameOf(Name));
    const DeadLetterConfig =
      bus.deadLetterArn === undefined ? undefined : { Arn: bus.deadLetterArn };
    return Promise.resolve({ ...showBus(bus, context), DeadLetterConfig });
  },

  ListEventBuses(
    { NamePrefix = '', NextToken, Limit = 100 }: ListEventBusesRequest,
    context: RequestContext,
  ): Promise<ListEventBusesResponse> {
    const names = new Set(['default', ...store.buses.list().map(([name]) => name)]);
    const buses = [...names].sort().flatMap((name) => findBus(store, name) ?? []);
    const { items, nextToken } = pageOf(
      buses.filter(({ name }) => name.startsWith(NamePrefix)),
      { keyOf: ({ name }) => name, token: NextToken, limit: Limit, wrongToken: invalidToken },
    );
    return Promise.resolve({
      EventBuses: items.map((bus) => showBus(bus, context)),
      NextToken: nextToken,
    });
  },
});

function showBus(bus: BusDocument, context: RequestContext): EventBus {
  const { name, description, createdAtMs, modifiedAtMs, statements } = bus;
  return {
    Name: name,
    Arn: busArn(context, name),
    Description: description,
    CreationTime: createdAtMs === undefined ? undefined : new Date(createdAtMs),
    LastModifiedTime: modifiedAtMs === undefined ? undefined : new Date(modifiedAtMs),
    ...(statements.length > 0 && {
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    }),
  };
}
