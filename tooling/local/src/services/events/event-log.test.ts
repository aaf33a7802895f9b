import {
  CreateEventBusCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalEvents } from '@tooling/core/local-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestEvents, type TestEvents } from './testing/start-test-events.ts';

let events: TestEvents;
beforeEach(async () => {
  events = await startTestEvents();
});
afterEach(() => events.stop());

async function listed(): Promise<LocalEvents['events']> {
  const answer = await fetch(`${events.aws.url}/_local/events`);
  return ((await answer.json()) as LocalEvents).events;
}

const put = (source: string, detail: object, EventBusName?: string) =>
  events.client.send(
    new PutEventsCommand({
      Entries: [
        { Source: source, DetailType: 'seen', Detail: JSON.stringify(detail), EventBusName },
      ],
    }),
  );

test('shows the newest first, with the rules that matched', async () => {
  const { client, aws } = events;
  const sqs = new SQSClient(aws.client);
  await sqs.send(new CreateQueueCommand({ QueueName: 'birds' }));
  sqs.destroy();
  const Arn = 'arn:aws:sqs:us-east-1:000000000000:birds';
  const EventPattern = JSON.stringify({ source: ['birds'] });
  await client.send(new PutRuleCommand({ Name: 'on', EventPattern }));
  await client.send(new PutTargetsCommand({ Rule: 'on', Targets: [{ Id: '1', Arn }] }));
  await client.send(new PutRuleCommand({ Name: 'off', EventPattern, State: 'DISABLED' }));
  await client.send(new CreateEventBusCommand({ Name: 'own' }));
  await put('birds', { name: '<i>' });
  await put('fish', {}, 'own');
  const [fish, bird] = await listed();
  expect(fish).toMatchObject({ bus: 'own', source: 'fish', detailType: 'seen', rules: [] });
  expect(bird).toMatchObject({
    bus: 'default',
    at: '2026-11-20T12:00:00.000Z',
    rules: [{ name: 'on', targets: [Arn] }],
  });
  expect(JSON.parse(bird?.text ?? '')).toMatchObject({
    id: bird?.id,
    source: 'birds',
    detail: { name: '<i>' },
  });
});

test('keeps the last 300, of long ones the beginning, and nothing after a reset', async () => {
  await put('first', {});
  for (let number = 0; number < 299; number++) await put('more', { number });
  await put('last', { long: 'x'.repeat(20_000) });
  const shown = await listed();
  expect(shown).toHaveLength(300);
  expect(shown.map(({ source }) => source)).not.toContain('first');
  expect(shown[0]).toMatchObject({ source: 'last', truncated: true });
  expect(shown[0]?.text).toHaveLength(16_384);
  await events.aws.reset();
  expect(await listed()).toEqual([]);
});
