import type { Dataset } from '@packages/model';
import type { Expected, ObjectStore, StoredObject } from '@packages/object-store/types';
import { parseStoredRows } from './parse-stored-rows.ts';
import type { BadRow, CheckedRows } from './read-csv.ts';

/** The upload that rows are from. */
export interface Source {
  readonly key: string;
  /** Of its content: the same upload again has the same. */
  readonly etag: string;
}

/** What `rows/…` and `quarantine/…` say of where they are from. */
export interface Stored {
  readonly source: Source;
}

/** The rows of all uploads, in a bucket: good ones under `rows/`, bad ones under `quarantine/`. */
export interface RowStore {
  /**
   * Stores what an upload came to, in the place of what an earlier upload of that key came to.
   *
   * @param read - Only called when this very upload has not been stored yet.
   * @returns undefined when it has been.
   * @throws Error when another upload of that key is being stored: the event has to come again.
   */
  store<Rows extends CheckedRows>(
    source: Source,
    featureNames: readonly string[],
    read: () => Promise<Rows | undefined>,
  ): Promise<Rows | undefined>;
  /** All good rows, in the order of their uploads' keys. */
  readAll(featureNames: readonly string[]): Promise<Dataset>;
}

/**
 * Keeps rows in a bucket, and stores each upload once, however often its event comes.
 *
 * @example
 * import { createMemoryObjects } from '@packages/object-store/memory';
 *
 * const rows = createRowStore(createMemoryObjects());
 * const good = [{ label: 'Adelie', features: [3750] }];
 * const read = async () => ({ good, bad: [] });
 * await rows.store({ key: 'incoming/may.csv', etag: '"1"' }, ['bodyMassG'], read);
 * await rows.readAll(['bodyMassG']); // → { featureNames: ['bodyMassG'], samples: good }
 */
export function createRowStore(objects: ObjectStore): RowStore {
  /** Both are held against what was there before the upload was read: the later upload wins. */
  const replace = async (key: string, before: StoredObject | undefined, value: object) => {
    const expected: Expected = before === undefined ? 'nothing' : { etag: before.etag };
    if (await objects.write(key, JSON.stringify(value), expected)) return;
    throw new Error(`${key} was written by somebody else meanwhile: to be tried again`);
  };
  return {
    async store(source, featureNames, read) {
      const { rows, quarantine } = placesOf(source.key);
      const [rowsBefore, quarantineBefore] = await Promise.all([
        objects.read(rows),
        objects.read(quarantine),
      ]);
      if (rowsBefore && parseStoredRows(rows, rowsBefore.text).source.etag === source.etag) {
        return undefined;
      }
      const checked = await read();
      if (checked === undefined) return undefined;
      const { good, bad } = checked;
      // The good rows last: once they are there, nothing is missing.
      if (bad.length > 0 || quarantineBefore !== undefined) {
        await replace(quarantine, quarantineBefore, { source, bad } satisfies Quarantine);
      }
      await replace(rows, rowsBefore, { source, featureNames, samples: good });
      return checked;
    },
    async readAll(featureNames) {
      const keys = await objects.list('rows/');
      const found = await Promise.all(keys.map((key) => objects.read(key)));
      const samples = found.flatMap((object, index) => {
        if (object === undefined) return [];
        const rows = parseStoredRows(keys[index] ?? '', object.text);
        return rows.featureNames.join() === featureNames.join() ? rows.samples : [];
      });
      return { featureNames, samples };
    },
  };
}

interface Quarantine extends Stored {
  readonly bad: readonly BadRow[];
}

/** `incoming/2026/may.csv` → `rows/2026/may.csv.json` */
function placesOf(key: string) {
  const name = `${key.replace(/^incoming\//, '')}.json`;
  return { rows: `rows/${name}`, quarantine: `quarantine/${name}` };
}
