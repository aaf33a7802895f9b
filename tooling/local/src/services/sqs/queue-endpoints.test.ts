import type { LocalMessages, LocalQueues } from '@tooling/core/local-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestQueues, type TestQueues } from './testing/start-test-queues.ts';

let queues: TestQueues;
beforeEach(async () => {
  queues = await startTestQueues();
});
afterEach(async () => {
  await queues.stop();
  expect(queues.aws.failures).toEqual([]);
});

async function ask<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${queues.aws.url}/_local/${path}`)).json()) as Answer;
}

test('shows how deep queues are, and what is in them, and receives nothing', async () => {
  const dead = await queues.create('dead');
  const jobs = await queues.create('jobs', {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: await queues.arnOf(dead),
      maxReceiveCount: 3,
    }),
  });
  await queues.send(jobs, 'taken');
  await queues.receive(jobs, { MaxNumberOfMessages: 1 });
  await queues.send(jobs, 'waiting', {
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: '<b>' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    },
  });
  await queues.send(jobs, 'later', { DelaySeconds: 60 });
  const depths = { name: 'jobs', visible: 1, inFlight: 1, delayed: 1, deadLetterQueue: 'dead' };
  for (let looks = 0; looks < 3; looks++) {
    expect(await ask<LocalQueues>('queues')).toEqual({
      queues: [{ name: 'dead', visible: 0, inFlight: 0, delayed: 0 }, depths],
    });
    const shown = await ask<LocalMessages>('queues/jobs');
    expect(shown).toMatchObject({ ...depths, more: 0 });
    expect(
      shown.messages.map(({ body, state, receiveCount }) => [body, state, receiveCount]),
    ).toEqual([
      ['taken', 'inFlight', 1],
      ['waiting', 'visible', 0],
      ['later', 'delayed', 0],
    ]);
    const [taken, waiting] = shown.messages;
    expect(taken?.visibleAt).toBe('2026-11-20T12:00:30.000Z');
    expect(waiting).toMatchObject({
      sentAt: '2026-11-20T12:00:00.000Z',
      attributes: { kind: '<b>', raw: 'AQI=' },
      size: 7,
    });
  }
  expect(await queues.bodies(jobs, { MaxNumberOfMessages: 10 })).toEqual(['waiting']);
});

test('shows as many as it is asked for, and of long bodies the beginning', async () => {
  const url = await queues.create('long');
  const body = `${'x'.repeat(16_383)}😀 the end`;
  await queues.send(url, body);
  await queues.send(url, 'second');
  const shown = await ask<LocalMessages>('queues/long?limit=1');
  expect(shown).toMatchObject({ visible: 2, more: 1 });
  expect(shown.messages).toMatchObject([
    { body: 'x'.repeat(16_383), truncated: true, size: Buffer.byteLength(body) },
  ]);
});
