import {
  CreateEventBusCommand,
  DisableRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type PutEventsRequestEntry,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createRecordingFunction,
  type RecordingFunction,
} from '../../testing/recording-function.ts';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let events: EventBridgeClient;
let recorder: RecordingFunction;
beforeEach(async () => {
  aws = await startTestAws();
  events = new EventBridgeClient(aws.client);
  recorder = await createRecordingFunction(aws, 'notify');
});
afterEach(async () => {
  recorder.stop();
  events.destroy();
  await aws.stop();
});

const put = (entry: Partial<PutEventsRequestEntry> = {}) =>
  events.send(
    new PutEventsCommand({
      Entries: [
        { Source: 'app', DetailType: 'Model Trained', Detail: '{"accuracy":0.9}', ...entry },
      ],
    }),
  );

/** A rule for all of the source `app`, whose target is the function. */
async function putRule(target: Partial<Target> = {}, EventBusName?: string): Promise<string> {
  const { RuleArn = '' } = await events.send(
    new PutRuleCommand({
      Name: 'trained',
      EventPattern: JSON.stringify({ source: ['app'] }),
      EventBusName,
    }),
  );
  const Targets = [{ Id: 'function', Arn: recorder.arn, ...target }];
  await events.send(new PutTargetsCommand({ Rule: 'trained', EventBusName, Targets }));
  return RuleArn;
}

test('a function is called with the event that its rule matches', async () => {
  await recorder.allow('events.amazonaws.com', await putRule());
  const { Entries: [entry] = [] } = await put({ Resources: ['arn:aws:s3:::models'] });
  await put({ Source: 'other' });
  expect(await recorder.received()).toEqual([
    {
      version: '0',
      id: entry?.EventId,
      'detail-type': 'Model Trained',
      source: 'app',
      account: '000000000000',
      time: '2026-11-20T12:00:00Z',
      region: 'us-east-1',
      resources: ['arn:aws:s3:::models'],
      detail: { accuracy: 0.9 },
    },
  ]);
  expect(aws.failures).toEqual([]);
});

test('a rule that is disabled calls nobody', async () => {
  await recorder.allow('events.amazonaws.com', await putRule());
  await events.send(new DisableRuleCommand({ Name: 'trained' }));
  await put();
  expect(await recorder.received()).toEqual([]);
});

test('a function whose policy does not name the rule is not called, and that is reported', async () => {
  await recorder.allow('events.amazonaws.com', 'arn:aws:events:us-east-1:000000000000:rule/other');
  const RuleArn = await putRule();
  expect(await put()).toMatchObject({ FailedEntryCount: 0 });
  expect(await recorder.received()).toEqual([]);
  expect(aws.failures).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(
        `^An event of ${RuleArn} was not delivered to ${recorder.arn}: User: events.amazonaws.com is not authorized`,
      ) as string,
    }),
  ]);
});

test.each<[string, Partial<Target>, unknown]>([
  ['a text of its own', { Input: '{"mode":"full"}' }, { mode: 'full' }],
  ['a part', { InputPath: '$.detail.accuracy' }, 0.9],
  [
    'an object made of its parts',
    {
      InputTransformer: {
        InputPathsMap: { accuracy: '$.detail.accuracy', source: '$.source', none: '$.detail.x' },
        InputTemplate:
          '{"text": "<source>: <accuracy>!", "value": <accuracy>, "none": <none>, "rule": <aws.events.rule-name>}',
      },
    },
    { text: 'app: 0.9!', value: 0.9, none: '', rule: 'trained' },
  ],
  [
    'a text made of its parts',
    { InputTransformer: { InputPathsMap: { d: '$.detail' }, InputTemplate: '"trained: <d>"' } },
    'trained: {accuracy:0.9}',
  ],
])('a target gets %s', async (_what, target, expected) => {
  await recorder.allow('events.amazonaws.com', await putRule(target));
  await put();
  expect(await recorder.received()).toEqual([expected]);
});

test('a rule of one bus sends to another one', async () => {
  const { EventBusArn } = await events.send(new CreateEventBusCommand({ Name: 'models' }));
  const rule = await putRule({}, 'models');
  expect(rule).toBe('arn:aws:events:us-east-1:000000000000:rule/models/trained');
  await recorder.allow('events.amazonaws.com', rule);
  await putRule({ Arn: EventBusArn });
  const { Entries: [entry] = [] } = await put();
  expect(await recorder.received()).toMatchObject([{ id: entry?.EventId, source: 'app' }]);
  expect(aws.failures).toEqual([]);
});

test('an event that goes round and round is stopped', async () => {
  await putRule({ Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' });
  await put();
  await aws.setClock({ advanceSeconds: 1 });
  expect(aws.failures).toMatchObject([
    { message: expect.stringContaining('it came through 16 buses already') as string },
  ]);
});

test('an event for a bus that is not there is dropped, and that is reported', async () => {
  expect(await put({ EventBusName: 'nowhere' })).toMatchObject({ FailedEntryCount: 0 });
  expect(aws.failures).toMatchObject([
    { message: 'An event for the bus nowhere was dropped: there is no such bus.' },
  ]);
});
