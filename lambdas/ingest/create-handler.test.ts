import { readFile } from 'node:fs/promises';
import { createRowStore } from '@packages/dataset';
import { createMemoryObjects } from '@packages/object-store/memory';
import type { ObjectStore } from '@packages/object-store/types';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { formatPenguins, penguinFeatures } from '@packages/penguins';
import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { createHandler } from './create-handler.ts';

const context = { functionName: 'ingest' } as Context;
const key = 'incoming/Torgersen 2026.csv';
const etag = '"d41d8cd98f00b204e9800998ecf8427e"';

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

test('stores what is good of an upload, and puts the rest into quarantine', async () => {
  const { run, objects, rows } = createLab(`${formatPenguins()}Emperor,45.1,17,207,NA\n`);
  expect(await run('upload')).toEqual([{ key, outcome: 'stored', good: 342, bad: 1 }]);
  expect((await rows.readAll(penguinFeatures)).samples).toHaveLength(342);
  const quarantine = await objects.read('quarantine/Torgersen 2026.csv.json');
  expect(JSON.parse(quarantine?.text ?? '')).toMatchObject({
    source: { key, etag },
    bad: [{ line: 344, text: 'Emperor,45.1,17,207,NA' }],
  });
});

test('leaves an upload alone that it is told of again', async () => {
  const { run, objects } = createLab(formatPenguins());
  await run('upload');
  const before = await objects.read('rows/Torgersen 2026.csv.json');
  expect(await run('upload')).toEqual([{ key, outcome: 'nothing to do' }]);
  expect(await objects.read('rows/Torgersen 2026.csv.json')).toEqual(before);
});

test('leaves an upload that was replaced meanwhile to the event of the other', async () => {
  const { run, objects } = createLab(formatPenguins(), '"another"');
  expect(await run('upload')).toEqual([{ key, outcome: 'nothing to do' }]);
  expect(await objects.list('')).toEqual([]);
});

test('fails when the bucket does, so that the event comes again', async () => {
  const { run } = createLab(new Error('Slow Down'));
  await expect(run('upload')).rejects.toThrow('Slow Down');
});

test('does nothing for what tells of no upload', async () => {
  expect(await createLab('').run('test-event')).toEqual([]);
});

/** @param upload - what the key holds, or how reading it fails */
function createLab(upload: string | Error, uploadEtag = etag) {
  const objects = createMemoryObjects();
  const rows = createRowStore(objects);
  const uploads: Pick<ObjectStore, 'read'> = {
    async read(asked, expected) {
      if (upload instanceof Error) throw upload;
      return asked === key && expected === uploadEtag ? { text: upload, etag } : undefined;
    },
  };
  const logger = createLogger();
  const handler = createHandler({ uploads, rows, logger, metrics: createMetrics() });
  return { objects, rows, run: async (event: string) => handler(await readEvent(event), context) };
}

async function readEvent(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`events/${name}.json`, import.meta.url), 'utf8'));
}
