import { createMemoryObjects } from '@packages/object-store/memory';
import type { ObjectStore } from '@packages/object-store/types';
import { expect, test } from 'vitest';
import type { CheckedRows } from './read-csv.ts';
import { createRowStore } from './row-store.ts';

const features = ['bodyMassG'];
const key = 'incoming/2026/may.csv';
const rows = (mass: number, bad: CheckedRows['bad'] = []): CheckedRows => ({
  good: [{ label: 'Adelie', features: [mass] }],
  bad,
});
const badRow = { line: 3, text: 'Adelie,NA', reasons: ['bodyMassG: "NA" is no number above 0'] };
const textOf = async (objects: ObjectStore, at: string): Promise<unknown> =>
  JSON.parse((await objects.read(at))?.text ?? 'null');

test('stores good rows and bad ones, with their upload', async () => {
  const objects = createMemoryObjects();
  const store = createRowStore(objects);
  const source = { key, etag: '"a"' };
  await store.store(source, features, async () => rows(3750, [badRow]));
  expect(await objects.list('')).toEqual([
    'quarantine/2026/may.csv.json',
    'rows/2026/may.csv.json',
  ]);
  expect(await textOf(objects, 'quarantine/2026/may.csv.json')).toEqual({ source, bad: [badRow] });
  expect(await store.readAll(features)).toEqual({
    featureNames: features,
    samples: [{ label: 'Adelie', features: [3750] }],
  });
});

test('stores an upload once, however often it is told of it', async () => {
  const objects = createMemoryObjects();
  const store = createRowStore(objects);
  const source = { key, etag: '"a"' };
  expect(await store.store(source, features, async () => rows(3750))).toEqual(rows(3750));
  const before = await objects.read('rows/2026/may.csv.json');
  const refuse = (): Promise<CheckedRows> =>
    Promise.reject(new Error('there is nothing to be read'));
  expect(await store.store(source, features, refuse)).toBeUndefined();
  expect(await objects.read('rows/2026/may.csv.json')).toEqual(before);
});

test('puts a corrected upload in the place of the former, in the quarantine too', async () => {
  const objects = createMemoryObjects();
  const store = createRowStore(objects);
  await store.store({ key, etag: '"a"' }, features, async () => rows(3750, [badRow]));
  await store.store({ key, etag: '"b"' }, features, async () => rows(3800));
  expect((await store.readAll(features)).samples).toEqual([{ label: 'Adelie', features: [3800] }]);
  expect(await textOf(objects, 'quarantine/2026/may.csv.json')).toMatchObject({ bad: [] });
});

test('does not put an overtaken upload in the place of a later one', async () => {
  const store = createRowStore(createMemoryObjects());
  const late = store.store({ key, etag: '"a"' }, features, async () => {
    await store.store({ key, etag: '"b"' }, features, async () => rows(3800));
    return rows(3750);
  });
  await expect(late).rejects.toThrow('rows/2026/may.csv.json was written by somebody else');
  expect((await store.readAll(features)).samples).toEqual([{ label: 'Adelie', features: [3800] }]);
});

test('says where something else is stored than rows', async () => {
  const objects = createMemoryObjects();
  await objects.write('rows/odd.json', '{"samples":[]}');
  await expect(createRowStore(objects).readAll(features)).rejects.toThrow(
    'rows/odd.json does not hold rows: source is not as written',
  );
});
