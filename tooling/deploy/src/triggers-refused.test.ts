import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import type { HttpApiConfig, Trigger } from '@tooling/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  iamRefusal,
  refusal,
  refusedRequestId,
  startProxy,
  type OwnAnswer,
  type Proxy,
  type SeenRequest,
} from '../test/proxy.ts';
import { openTriggerStore, reasonsOf, type TriggerStore } from '../test/trigger-store.ts';
import { startTriggerWorld, type TriggerWorld } from '../test/trigger-world.ts';
import { isWrite } from '../test/trigger-writes.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:000000000000:${rest}`;
const at = (index: number) => `lambdas/hello/lambda.config.ts triggers[${index}]`;

let world: TriggerWorld;
let proxy: Proxy;
let store: TriggerStore;
/** What is answered in the place of the local AWS. */
let answer: (seen: SeenRequest) => OwnAnswer | undefined = () => undefined;

beforeAll(async () => {
  world = await startTriggerWorld();
  proxy = await startProxy(world.stage.aws.url, (seen) => Promise.resolve(answer(seen)));
  store = openTriggerStore(proxy.url);
  await store.deploy({ hello: [], other: [] });
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

/** All that is wrong, as a user reads it; nothing was written for it. */
async function problemsOf(
  declared: Readonly<Record<string, readonly Trigger[]>>,
  options?: { readonly httpApi?: HttpApiConfig; readonly timeout?: number },
): Promise<readonly string[]> {
  const from = proxy.seen.length;
  try {
    return reasonsOf(await store.plan(declared, options));
  } catch (error) {
    return (error as { readonly problems?: readonly string[] }).problems ?? [String(error)];
  } finally {
    expect(proxy.seen.slice(from).filter(isWrite)).toEqual([]);
  }
}

const jwt = { issuer: 'https://issuer.example', audience: ['birds'] };

describe('is refused before anything is written:', () => {
  it.each<[string, readonly Trigger[], readonly unknown[], { httpApi?: HttpApiConfig }?]>([
    [
      'what is not there',
      [
        { type: 'bucket', bucket: 'nowhere' },
        { type: 'queue', queue: 'nowhere' },
        { type: 'topic', topic: 'nowhere' },
        { type: 'eventPattern', pattern: { source: ['a'] }, bus: 'nowhere' },
      ],
      [
        `${at(0)}: there is no bucket nowhere in this account: create it, or correct the name`,
        `${at(1)}: there is no queue ${arn('sqs', 'nowhere')}: create it, or correct the name`,
        `${at(2)}: there is no topic ${arn('sns', 'nowhere')}: create it, or correct the name`,
        `${at(3)}: there is no event bus ${arn('events', 'event-bus/nowhere')}: create it, or correct the name`,
      ],
    ],
    [
      'a dead-letter queue that is not there',
      [
        { type: 'schedule', expression: 'rate(1 day)', deadLetter: 'lost' },
        { type: 'topic', topic: 'news', deadLetter: 'lost' },
        { type: 'eventPattern', pattern: { source: ['a'] }, deadLetter: 'lost' },
      ],
      Array.from(
        { length: 3 },
        (_one, index) =>
          `${at(index)}: there is no queue ${arn('sqs', 'lost')}: create it, or correct the name`,
      ),
    ],
    [
      'an expression that is wrong, or never fires',
      [
        { type: 'schedule', expression: 'cron(0 3 1 * *)' },
        { type: 'schedule', expression: 'rate(1 days)' },
        { type: 'schedule', expression: 'daily' },
        { type: 'schedule', expression: 'cron(0 3 1 * ? *)', timezone: 'Europe/Berlim' },
      ],
      [
        'triggers[0]: expression: "cron(0 3 1 * *)" has five fields, EventBridge Scheduler wants six: minutes hours day-of-month month day-of-week year; the sixth is the year, and one of day-of-month and day-of-week is ?: cron(0 3 1 * ? *)',
        'triggers[2]: expression: "daily" is none of rate(5 minutes), cron(0 3 1 * ? *) and at(2027-03-01T03:00:00)',
        'triggers[3]: expression: "Europe/Berlim" is no time zone: it is a name of the IANA database, such as Europe/Berlin or UTC',
      ],
    ],
    [
      'a schedule that starts nothing',
      [
        { type: 'schedule', expression: 'at(2025-01-01T00:00:00)' },
        { type: 'schedule', expression: 'cron(0 3 31 2 ? *)' },
        { type: 'schedule', expression: 'rate(1 day)', end: '2025-01-01T00:00:00Z' },
      ],
      [
        `${at(0)}.expression: never fires: 2025-01-01T00:00:00 in UTC is over`,
        `${at(1)}.expression: never fires: there is no such day`,
        `${at(2)}.expression: never fires between its start and its end`,
      ],
    ],
    [
      'the same twice',
      [
        { type: 'queue', queue: 'jobs' },
        { type: 'queue', queue: arn('sqs', 'jobs') },
      ],
      ['triggers[1]: is the same as triggers[0]: queue jobs'],
    ],
    [
      'what cannot be beside each other',
      [
        { type: 'bucket', bucket: 'birds', prefix: 'in/' },
        { type: 'bucket', bucket: 'birds', suffix: '.csv' },
        { type: 'httpApi', route: 'GET /a/{id}' },
        { type: 'httpApi', route: 'GET /a/{name}' },
      ],
      [
        "triggers[1]: S3 refuses it beside lambdas/hello triggers[0]: both are for the same keys of birds; choose another prefix or suffix, or `via: 'eventbridge'`",
        'triggers[3]: the route GET /a/{name} is that of lambdas/hello triggers[2] already',
      ],
    ],
    [
      'what EventBridge does not tell, and an authorizer that nobody declares',
      [
        {
          type: 'bucket',
          bucket: 'birds',
          events: ['s3:Replication:*', 's3:ObjectCreated:*'],
          via: 'eventbridge',
        },
        { type: 'httpApi', route: 'GET /a', authorizer: 'user' },
        { type: 'httpApi', route: 'GET /b', scopes: ['read'] },
      ],
      [
        'triggers[0]: events: EventBridge does not tell of s3:Replication:*: leave `via` out, or name others',
        'triggers[1]: authorizer: httpApi.authorizers in deploy.config.ts has no "user"; there are users',
        'triggers[2]: scopes: are of a JWT, and no authorizer reads one',
      ],
      { httpApi: { authorizers: { users: jwt } } },
    ],
    [
      'a pattern that is wrong',
      [
        { type: 'eventPattern', pattern: { source: 'model' } },
        { type: 'queue', queue: 'jobs', filters: [{ body: { size: [{ bigger: 3 }] } }] },
        { type: 'topic', topic: 'news', filterPolicy: { kind: [] } },
      ],
      [
        'triggers[0]: pattern.source: "source" must be an object or an array',
        'triggers[1]: filters[0].body.size[0]: Unrecognized match type bigger',
        'triggers[2]: filterPolicy.kind: Empty arrays are not allowed',
      ],
    ],
    [
      'a bus of another account',
      [
        {
          type: 'eventPattern',
          pattern: { source: ['a'] },
          bus: 'arn:aws:events:us-east-1:999999999999:event-bus/theirs',
        },
      ],
      [
        `${at(0)}: the event bus arn:aws:events:us-east-1:999999999999:event-bus/theirs is of another account or region: have its events sent to a bus of 000000000000 in us-east-1, and name that one`,
      ],
    ],
  ])('%s', async (_, triggers, expected, options) => {
    expect(await problemsOf({ hello: triggers }, options)).toEqual(expected);
  });

  it('a route, or the keys of a bucket, that another lambda has', async () => {
    const triggers: readonly Trigger[] = [
      { type: 'httpApi', route: 'GET /a' },
      { type: 'bucket', bucket: 'birds', prefix: 'in/' },
    ];
    expect(await problemsOf({ hello: triggers, other: triggers })).toEqual([
      'triggers[0]: the route GET /a is that of lambdas/hello triggers[0] already',
      "triggers[1]: S3 refuses it beside lambdas/hello triggers[1]: both are for the same keys of birds; choose another prefix or suffix, or `via: 'eventbridge'`",
    ]);
  });

  it('a queue whose messages come again while the function still runs', async () => {
    const triggers: readonly Trigger[] = [{ type: 'queue', queue: 'jobs' }];
    expect(await problemsOf({ hello: triggers }, { timeout: 60 })).toEqual([
      `${at(0)}: messages of ${arn('sqs', 'jobs')} come again after 30 s, and the function may run for 60 s: make the queue's VisibilityTimeout 360, as AWS advises`,
    ]);
  });

  it('more than the resource policy has room for; routes take one statement together', async () => {
    const name = 'as-long-as-directories-are-named-now-and-then';
    const indexes = Array.from({ length: 50 }, (_, index) => index);
    const patterns = indexes.map((index): Trigger => ({
      type: 'eventPattern',
      pattern: { source: [`model-${index}`] },
    }));
    expect(await problemsOf({ [name]: patterns })).toEqual([
      expect.stringMatching(
        /^lambdas\/as-long-.* triggers: the resource policy of live would have about 2\d{4} bytes, Lambda takes 20480: start the function by fewer triggers, or remove statements of others$/,
      ),
    ]);
    const routes = indexes.map((index): Trigger => ({ type: 'httpApi', route: `GET /${index}` }));
    expect(await store.plan({ [name]: routes })).toMatchObject([{ action: 'create' }]);
  });

  it('what overlaps the notification of somebody else', async () => {
    const Filter = { Key: { FilterRules: [{ Name: 'suffix' as const, Value: '.csv' }] } };
    await world.clients.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: 'nests',
        NotificationConfiguration: {
          TopicConfigurations: [
            { Id: 'theirs', TopicArn: arn('sns', 'news'), Events: ['s3:ObjectCreated:*'], Filter },
          ],
        },
        SkipDestinationValidation: true,
      }),
    );
    const triggers: readonly Trigger[] = [{ type: 'bucket', bucket: 'nests', prefix: 'in/' }];
    expect(await problemsOf({ hello: triggers })).toEqual([
      `${at(0)}: S3 refuses it beside the notification theirs of nests, which is for s3:ObjectCreated:* of *.csv: choose another prefix or suffix, or \`via: 'eventbridge'\``,
    ]);
  });
});

describe('what AWS refuses of one trigger', () => {
  const triggers: readonly Trigger[] = [
    { type: 'eventPattern', pattern: { source: ['model'] } },
    { type: 'topic', topic: 'news' },
    { type: 'queue', queue: 'jobs' },
  ];

  it('keeps none of the others, is said in its words, and is finished by the next run', async () => {
    answer = ({ body }) =>
      body.includes('Action=Subscribe')
        ? iamRefusal(403, 'SubscriptionLimitExceeded', 'Subscription limit exceeded')
        : undefined;
    const failures = await store.deploy({ hello: triggers });
    answer = () => undefined;
    expect(failures).toMatchObject([
      {
        code: 'TRIGGER_FAILED',
        message: 'hello: 1 of 3 triggers could not be set',
        problems: [
          `+ topic news: SubscriptionLimitExceededException: Subscription limit exceeded (Subscribe, request ${refusedRequestId})`,
        ],
        hint: 'do what the messages of AWS ask for, and run the same command again: what was set stays',
      },
    ]);
    expect(reasonsOf(await store.plan({ hello: triggers }))).toContain(
      '~ topic news is there in part only',
    );
    expect(await store.deploy({ hello: triggers })).toEqual([]);
    expect(await store.differences({ hello: triggers })).toEqual([]);
  });

  it('leaves what it was to take the place of', async () => {
    const before: readonly Trigger[] = [{ type: 'schedule', expression: 'rate(1 day)' }];
    const after: readonly Trigger[] = [{ type: 'schedule', expression: 'rate(2 days)' }];
    await store.deploy({ hello: before });
    const schedules = await world.describe(['schedules']);
    answer = ({ method, path }) =>
      method === 'POST' && path.startsWith('/schedules/')
        ? refusal(402, 'ServiceQuotaExceededException', 'Too many schedules')
        : undefined;
    const failures = await store.deploy({ hello: after });
    answer = () => undefined;
    expect(failures).toMatchObject([
      {
        problems: [
          `+ schedule rate(2 days): ServiceQuotaExceededException: Too many schedules (CreateSchedule, request ${refusedRequestId})`,
          '- schedule rate(1 day): is left, for what takes its place is not there',
        ],
      },
    ]);
    expect(await world.describe(['schedules'])).toEqual(schedules);
    expect(await store.deploy({ hello: after })).toEqual([]);
    expect(await store.differences({ hello: after })).toEqual([]);
  });
});
