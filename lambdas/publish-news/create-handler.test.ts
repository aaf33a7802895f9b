import { readFile } from 'node:fs/promises';
import { createMemoryObjects } from '@packages/object-store/memory';
import { createLogger } from '@packages/observability/logger';
import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { createHandler } from './create-handler.ts';
import type { News } from './read-news.ts';

const context = {
  functionName: 'publish-news',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:publish-news:live',
} as Context;

const good = '059f36b4-87a3-44ab-83d2-661975830a7d';
const wrong = '2e1424d4-f796-459a-8184-9c92662be6da';
const onlyWrong = { batchItemFailures: [{ itemIdentifier: wrong }] };

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
});

test('publishes the news of a batch, and reports the message that is none', async () => {
  const { run, published } = createLab();
  expect(await run('two-messages')).toEqual(onlyWrong);
  expect(published).toEqual(['A new model is in service']);
});

test('publishes the same news once, however often they come', async () => {
  const { run, published } = createLab();
  await run('two-messages');
  expect(await run('two-messages')).toEqual(onlyWrong);
  expect(published).toHaveLength(1);
});

test('reports what could not be published, and publishes it the next time', async () => {
  const lab = createLab();
  lab.failNext();
  const { batchItemFailures } = await lab.run('two-messages');
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual([
    good,
    wrong,
  ]);
  expect(await lab.run('two-messages')).toEqual(onlyWrong);
  expect(lab.published).toHaveLength(1);
});

test('does nothing for an empty batch', async () => {
  expect(await createLab().run('empty')).toEqual({ batchItemFailures: [] });
});

function createLab() {
  const published: string[] = [];
  let failures = 0;
  const handler = createHandler({
    publish: async ({ subject }: News) => {
      if (failures-- > 0) throw new Error('no connection');
      published.push(subject);
    },
    objects: createMemoryObjects(),
    now: () => 0,
    logger: createLogger(),
  });
  return {
    published,
    failNext: () => (failures = 1),
    run: async (event: string) => handler(await readEvent(event), context),
  };
}

async function readEvent(name: string): Promise<SQSEvent> {
  const text = await readFile(new URL(`events/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as SQSEvent;
}
