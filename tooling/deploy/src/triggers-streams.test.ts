import type { Trigger } from '@tooling/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProxy, type OwnAnswer, type Proxy, type SeenRequest } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';
import { openTriggerStore, type TriggerStore } from '../test/trigger-store.ts';

/** A mapping as Lambda tells of it: what was asked for, and how it is. */
type Mapping = Readonly<Record<string, unknown>>;

/*
 * The local AWS has neither tables nor streams. The proxy keeps their mappings in its place, as Lambda
 * answers: https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
 */
const mappings = new Map<string, Mapping>();
const tags = new Map<string, unknown>();
const requests: unknown[] = [];

const path = /^\/2015-03-31\/event-source-mappings\/?([\w-]*)/;
const arnOf = (uuid: string) =>
  `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${uuid}`;

function answer({ method, path: asked, body }: SeenRequest): OwnAnswer | undefined {
  const [, tagged] = /^\/2017-03-31\/tags\/.*event-source-mapping%3A([\w-]+)$/.exec(asked) ?? [];
  if (tagged !== undefined) return json(200, { Tags: tags.get(tagged) });
  const [, uuid] = path.exec(asked) ?? [];
  if (uuid === undefined) return undefined;
  if (method === 'GET') return json(200, { EventSourceMappings: [...mappings.values()] });
  const { Tags, Enabled, FunctionName, ...input } = JSON.parse(body === '' ? '{}' : body) as {
    Tags?: unknown;
    Enabled?: boolean;
    FunctionName?: string;
  };
  const id = uuid === '' ? `mapping-${mappings.size + 1}` : uuid;
  requests.push({ [method]: { ...input, Enabled } });
  const before = mappings.get(id);
  if (method === 'DELETE') mappings.delete(id);
  else {
    mappings.set(id, {
      ...before,
      ...input,
      UUID: id,
      EventSourceMappingArn: arnOf(id),
      FunctionArn: FunctionName,
      State: Enabled === false ? 'Disabled' : 'Enabled',
    });
  }
  if (Tags !== undefined) tags.set(id, Tags);
  return json(202, mappings.get(id) ?? { ...before, State: 'Deleting' });
}

const json = (status: number, value: unknown): OwnAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

let stage: TestStage;
let proxy: Proxy;
let store: TriggerStore;

beforeAll(async () => {
  stage = await startStage();
  proxy = await startProxy(stage.aws.url, (seen) => Promise.resolve(answer(seen)));
  store = openTriggerStore(proxy.url);
  await store.deploy({ hello: [] });
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/birds/stream/2026-01-01T00:00:00.000';
const stream = 'arn:aws:kinesis:us-east-1:000000000000:stream/sightings';
const failed = 'arn:aws:sns:us-east-1:000000000000:failed';

const everything = {
  batchSize: 7,
  maximumBatchingWindow: 5,
  filters: [{ eventName: ['INSERT'] }],
  reportBatchItemFailures: true,
  enabled: false,
  startingPosition: 'TRIM_HORIZON' as const,
  parallelizationFactor: 3,
  bisectBatchOnFunctionError: true,
  maximumRetryAttempts: 2,
  maximumRecordAge: 600,
  tumblingWindow: 30,
};

const usual = {
  BatchSize: 100,
  MaximumBatchingWindowInSeconds: 0,
  FilterCriteria: { Filters: [] },
  FunctionResponseTypes: [],
  ParallelizationFactor: 1,
  BisectBatchOnFunctionError: false,
  MaximumRetryAttempts: -1,
  MaximumRecordAgeInSeconds: -1,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: {} },
  Enabled: true,
};

const full = {
  BatchSize: 7,
  MaximumBatchingWindowInSeconds: 5,
  FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  ParallelizationFactor: 3,
  BisectBatchOnFunctionError: true,
  MaximumRetryAttempts: 2,
  MaximumRecordAgeInSeconds: 600,
  TumblingWindowInSeconds: 30,
  Enabled: false,
};

async function reach(triggers: readonly Trigger[]): Promise<readonly unknown[]> {
  const from = requests.length;
  expect(await store.deploy({ hello: triggers })).toEqual([]);
  expect(await store.differences({ hello: triggers })).toEqual([]);
  return requests.slice(from);
}

it.each([
  ['dynamodbStream' as const, table],
  ['kinesisStream' as const, stream],
])('asks Lambda for all of a %s, changes all of it, and ends it', async (type, arn) => {
  const onFailure = { onFailure: failed };
  expect(await reach([{ type, stream: arn, ...everything, ...onFailure }])).toEqual([
    {
      POST: {
        EventSourceArn: arn,
        StartingPosition: 'TRIM_HORIZON',
        DestinationConfig: { OnFailure: { Destination: failed } },
        ...full,
      },
    },
  ]);
  // Where to begin cannot be changed later.
  const position = { startingPosition: 'TRIM_HORIZON' as const };
  expect(await reach([{ type, stream: arn, ...position }])).toEqual([{ PUT: usual }]);
  const queue = { onFailure: 'failed' };
  expect(await reach([{ type, stream: arn, ...everything, ...queue }])).toEqual([
    {
      PUT: {
        ...full,
        DestinationConfig: {
          OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failed' },
        },
      },
    },
  ]);
  expect(await reach([])).toEqual([{ DELETE: { Enabled: undefined } }]);
});

it('leaves a mapping that is not ours, and says that it is in the way', async () => {
  const theirs = { UUID: 'theirs', EventSourceArn: stream, State: 'Enabled' };
  mappings.set('theirs', { ...theirs, EventSourceMappingArn: arnOf('theirs') });
  const wanted: readonly Trigger[] = [{ type: 'kinesisStream', stream }];
  expect(await store.plan({ hello: wanted })).toMatchObject([
    {
      action: 'blocked',
      failure: {
        problems: [
          `lambdas/hello/lambda.config.ts triggers[0]: the mapping theirs of ${stream} to hello is not ours: remove it, or the trigger`,
        ],
      },
    },
  ]);
  await reach([{ type: 'dynamodbStream', stream: table }]);
  await reach([]);
  expect([...mappings.keys()]).toEqual(['theirs']);
});
