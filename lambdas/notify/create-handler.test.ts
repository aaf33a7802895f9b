import { readFile } from 'node:fs/promises';
import { createLogger } from '@packages/observability/logger';
import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { createHandler } from './create-handler.ts';

const context = { functionName: 'notify' } as Context;

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
});

test('sends what became of a training in words, with the id of the event', async () => {
  const { run, sent } = createLab();
  expect(await run(await readEvent('model-trained'))).toEqual({ sent: true });
  expect(sent).toEqual([
    {
      id: '7bf73129-1428-4cd3-a780-95db273d1602',
      subject: 'A new model is in service',
      text: 'Trained at 2026-11-01T03:00:00Z from 342 rows: accuracy 96.5 %, before 95.3 %.',
    },
  ]);
});

test('says that a model was rejected', async () => {
  const { run, sent } = createLab();
  const event = (await readEvent('model-trained')) as object;
  await run({ ...event, 'detail-type': 'Model rejected' });
  expect(sent).toEqual([expect.objectContaining({ subject: 'The new model was rejected' })]);
});

test('does nothing for other events', async () => {
  const { run, sent } = createLab();
  expect(await run(await readEvent('other-event'))).toEqual({ sent: false });
  const event = (await readEvent('model-trained')) as object;
  expect(await run({ ...event, source: 'somebody-else' })).toEqual({ sent: false });
  expect(await run({})).toEqual({ sent: false });
  expect(sent).toEqual([]);
});

test('fails when the queue does, so that the event comes again', async () => {
  const send = () => Promise.reject(new Error('no such queue'));
  const handler = createHandler({ send, logger: createLogger() });
  await expect(handler(await readEvent('model-trained'), context)).rejects.toThrow('no such queue');
});

function createLab() {
  const sent: unknown[] = [];
  const send = async (text: string) => void sent.push(JSON.parse(text));
  const handler = createHandler({ send, logger: createLogger() });
  return { sent, run: (event: unknown) => handler(event, context) };
}

async function readEvent(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`events/${name}.json`, import.meta.url), 'utf8'));
}
