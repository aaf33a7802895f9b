import type { ObjectStore, StoredObject } from './object-store.ts';

/**
 * A store that lives as long as the process: for tests, and for trying things out.
 *
 * @example
 * const objects = createMemoryObjects();
 * await objects.write('rows/2026.json', '[]', 'nothing'); // → true
 * await objects.write('rows/2026.json', '[1]', 'nothing'); // → false
 * await objects.list('rows/'); // → ['rows/2026.json']
 */
export function createMemoryObjects(): ObjectStore {
  const objects = new Map<string, StoredObject>();
  let writes = 0;
  return {
    read: async (key, etag) => {
      const found = objects.get(key);
      return etag === undefined || found?.etag === etag ? found : undefined;
    },
    write: async (key, text, expected) => {
      const held = objects.get(key)?.etag;
      const wanted = expected === 'nothing' ? undefined : expected?.etag;
      if (expected !== undefined && held !== wanted) return false;
      writes += 1;
      objects.set(key, { text, etag: `"${writes}"` });
      return true;
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}
