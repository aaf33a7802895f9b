import type { HttpApiConfig, Trigger } from '@tooling/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProxy, type Proxy } from '../test/proxy.ts';
import { openTriggerStore, type TriggerStore } from '../test/trigger-store.ts';
import { startTriggerWorld, type TriggerWorld } from '../test/trigger-world.ts';

const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** From one to the next each is added, changed or removed; every field is there, and differs from its default. */
const steps: Readonly<Record<string, readonly (readonly Trigger[])[]>> = {
  schedule: [
    [
      { type: 'schedule', expression: 'rate(5 minutes)' },
      { type: 'schedule', expression: 'rate(5 minutes)', input: null },
      { type: 'schedule', expression: 'rate(5 minutes)', input: ['one'] },
      {
        type: 'schedule',
        expression: 'cron(0 3 1 * ? *)',
        timezone: 'Europe/Berlin',
        input: { b: 1, a: { deep: 'ünïcode "quoted"' } },
        flexibleWindow: 15,
        retries: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        deadLetter: 'dead',
        enabled: false,
        start: '2099-01-01T00:00:00.500+02:00',
        end: '2099-06-01T12:00:00Z',
      },
      { type: 'schedule', expression: 'at(2099-12-24T18:00:00)', timezone: 'America/New_York' },
    ],
    [
      { type: 'schedule', expression: 'rate(5 minutes)', input: 'text', enabled: false },
      {
        type: 'schedule',
        expression: 'cron(0 3 1 * ? *)',
        timezone: 'Europe/Berlin',
        input: { a: { deep: 'ünïcode "quoted"' }, b: 1 },
        flexibleWindow: 1,
        retries: { maximumRetryAttempts: 3 },
        deadLetter: queueArn('graves'),
        end: '2099-06-01T13:00:00Z',
      },
    ],
    [
      {
        type: 'schedule',
        expression: 'cron(0 3 1 * ? *)',
        timezone: 'Europe/Berlin',
        input: { b: 1, a: { deep: 'ünïcode "quoted"' } },
      },
    ],
  ],
  queue: [
    [
      {
        type: 'queue',
        queue: 'jobs',
        batchSize: 200,
        maximumBatchingWindow: 30,
        filters: [{ body: { kind: ['bird'] } }, { body: { size: [{ numeric: ['>', 3] }] } }],
        reportBatchItemFailures: true,
        enabled: false,
        maximumConcurrency: 7,
      },
      { type: 'queue', queue: 'steps.fifo', batchSize: 10 },
    ],
    [
      {
        type: 'queue',
        queue: queueArn('jobs'),
        batchSize: 1,
        filters: [{ body: { kind: ['owl'] } }],
        maximumConcurrency: 2,
      },
      { type: 'queue', queue: 'steps.fifo', reportBatchItemFailures: true },
    ],
    [{ type: 'queue', queue: 'jobs' }],
  ],
  topic: [
    [
      {
        type: 'topic',
        topic: 'news',
        filterPolicy: { kind: ['bird', { prefix: 'ow' }] },
        deadLetter: 'dead',
      },
      {
        type: 'topic',
        topic: 'arn:aws:sns:us-east-1:000000000000:alerts',
        filterPolicy: { detail: { level: [{ numeric: ['>=', 3] }] } },
        filterPolicyScope: 'MessageBody',
      },
    ],
    [
      {
        type: 'topic',
        topic: 'news',
        filterPolicy: { detail: { kind: ['bird'] } },
        filterPolicyScope: 'MessageBody',
        deadLetter: 'graves',
      },
      { type: 'topic', topic: 'alerts', filterPolicy: { level: ['high'] } },
    ],
    [
      { type: 'topic', topic: 'news', filterPolicy: { kind: ['bird'] } },
      { type: 'topic', topic: 'alerts', filterPolicyScope: 'MessageBody' },
    ],
    [{ type: 'topic', topic: 'news' }],
  ],
  eventPattern: [
    [
      { type: 'eventPattern', pattern: { source: ['model'] } },
      {
        type: 'eventPattern',
        pattern: { source: [{ prefix: 'mo' }], detail: { better: [true] } },
        bus: 'birds',
        input: { fixed: ['event'] },
        retries: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        deadLetter: 'dead',
        enabled: false,
      },
      {
        type: 'eventPattern',
        pattern: { 'detail-type': ['trained'] },
        bus: 'arn:aws:events:us-east-1:000000000000:event-bus/birds',
        inputPath: '$.detail',
      },
    ],
    [
      { type: 'eventPattern', pattern: { source: ['model'] }, input: 'text', enabled: false },
      {
        type: 'eventPattern',
        pattern: { detail: { better: [true] }, source: [{ prefix: 'mo' }] },
        bus: 'birds',
        inputPath: '$.detail.better',
        retries: { maximumRetryAttempts: 7 },
        deadLetter: queueArn('graves'),
      },
      { type: 'eventPattern', pattern: { 'detail-type': ['trained'] }, bus: 'birds', input: 0 },
    ],
    [
      {
        type: 'eventPattern',
        pattern: { source: [{ prefix: 'mo' }], detail: { better: [true] } },
        bus: 'birds',
      },
    ],
  ],
  bucket: [
    [
      { type: 'bucket', bucket: 'birds', prefix: 'in/', suffix: '.csv' },
      {
        type: 'bucket',
        bucket: 'birds',
        events: ['s3:ObjectTagging:Put', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:Delete'],
      },
      { type: 'bucket', bucket: 'birds', prefix: 'ä b+c/', suffix: '&.json' },
      {
        type: 'bucket',
        bucket: 'nests',
        events: ['s3:ObjectCreated:Put', 's3:ObjectRemoved:Delete'],
        prefix: 'a*',
        suffix: '.x',
        via: 'eventbridge',
      },
      { type: 'bucket', bucket: 'nests', via: 'notification' },
    ],
    [
      { type: 'bucket', bucket: 'birds', prefix: 'in/', suffix: '.json' },
      { type: 'bucket', bucket: 'nests', events: ['s3:ObjectCreated:Put'], via: 'eventbridge' },
    ],
    [{ type: 'bucket', bucket: 'birds', prefix: 'in/' }],
  ],
  functionUrl: [
    [
      {
        type: 'functionUrl',
        authType: 'NONE',
        cors: {
          allowOrigins: ['https://b.example', 'https://a.example'],
          allowMethods: ['GET', 'POST'],
          allowHeaders: ['Authorization', 'x-own'],
          exposeHeaders: ['X-Shown'],
          allowCredentials: true,
          maxAge: 300,
        },
        invokeMode: 'RESPONSE_STREAM',
      },
    ],
    [{ type: 'functionUrl', authType: 'AWS_IAM', cors: { allowOrigins: ['*'] } }],
    [{ type: 'functionUrl', authType: 'NONE', cors: {} }],
    [{ type: 'functionUrl', authType: 'NONE' }],
  ],
};

const jwt = { issuer: 'https://issuer.example', audience: ['b', 'a'] };
const logGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:/http/tests';

/** The same of routes, with what they have in common. */
const apiSteps: readonly { readonly httpApi: HttpApiConfig; readonly triggers: Trigger[] }[] = [
  {
    httpApi: {
      cors: {
        allowOrigins: ['https://b.example', 'https://a.example'],
        allowMethods: ['GET', 'POST'],
        allowHeaders: ['Authorization', 'x-own'],
        exposeHeaders: ['X-Shown'],
        allowCredentials: true,
        maxAge: 300,
      },
      throttling: { rateLimit: 12.5, burstLimit: 20 },
      accessLog: { logGroupArn, format: '$context.requestId' },
      authorizers: {
        users: { ...jwt, identitySource: '$request.querystring.token' },
        admins: jwt,
      },
      domain: { name: 'api.example.com', path: 'v1' },
    },
    triggers: [
      { type: 'httpApi', route: 'GET /birds/{id}', authorizer: 'users', scopes: ['b', 'a'] },
      { type: 'httpApi', route: 'POST /birds', authorizer: 'admins', timeout: 7 },
      { type: 'httpApi', route: 'ANY /{proxy+}', throttling: { rateLimit: 1, burstLimit: 2 } },
      { type: 'httpApi', route: '$default', authorizer: 'AWS_IAM' },
    ],
  },
  {
    httpApi: {
      cors: { allowOrigins: ['*'] },
      throttling: { rateLimit: 5, burstLimit: 5 },
      accessLog: { logGroupArn: `${logGroupArn}:*` },
      authorizers: { users: { issuer: 'https://other.example', audience: ['c'] } },
      domain: { name: 'api.example.com' },
    },
    triggers: [
      { type: 'httpApi', route: 'GET /birds/{id}', authorizer: 'users' },
      { type: 'httpApi', route: 'POST /birds', authorizer: 'AWS_IAM' },
      {
        type: 'httpApi',
        route: 'ANY /{proxy+}',
        throttling: { rateLimit: 3, burstLimit: 9 },
        timeout: 10,
      },
      { type: 'httpApi', route: '$default' },
    ],
  },
  {
    httpApi: { cors: {} },
    triggers: [
      { type: 'httpApi', route: 'GET /birds/{id}' },
      { type: 'httpApi', route: 'ANY /{proxy+}' },
    ],
  },
  { httpApi: {}, triggers: [{ type: 'httpApi', route: 'GET /birds/{id}' }] },
];

let world: TriggerWorld;
/** That a bucket tells EventBridge is the bucket's affair, and stays. */
let sending: readonly string[];
let proxy: Proxy;
let store: TriggerStore;

beforeAll(async () => {
  world = await startTriggerWorld();
  proxy = await startProxy(world.stage.aws.url);
  store = openTriggerStore(proxy.url);
  await store.deploy({ hello: [{ type: 'bucket', bucket: 'nests', via: 'eventbridge' }] });
  await store.deploy({ hello: [] });
  sending = await world.describe();
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

describe('what was written is read back equal:', () => {
  it.each(Object.entries(steps))('%s', async (_type, all) => {
    for (const triggers of [...all, []]) {
      const declared = { hello: triggers };
      expect(await store.deploy(declared)).toEqual([]);
      expect(await store.differences(declared)).toEqual([]);
    }
    expect(await world.describe()).toEqual(sending);
  });

  it('httpApi', async () => {
    for (const { httpApi, triggers } of [...apiSteps, { httpApi: {}, triggers: [] }]) {
      const declared = { hello: triggers };
      expect(await store.deploy(declared, { httpApi })).toEqual([]);
      expect(await store.differences(declared, { httpApi })).toEqual([]);
    }
    expect(await world.describe()).toEqual(sending);
  });
});
