import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { EventsAnswer, SampleEvent } from '../api/console-api.ts';

const expectationSuffix = '.expect.json';
const mostBytes = 1_048_576;

/**
 * The sample events of a lambda, sorted by name.
 *
 * @param directory - of the lambda, from the root
 */
export async function readSampleEvents(root: string, directory: string): Promise<EventsAnswer> {
  const place = join(root, directory, 'events');
  const files = new Set(await readdir(place).catch(() => []));
  const names = [...files]
    .filter((file) => file.endsWith('.json') && !file.endsWith(expectationSuffix))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
  const events = await Promise.all(
    names.map(async (name): Promise<SampleEvent | undefined> => {
      const read = await readWithin(root, join(place, `${name}.json`));
      return read && { name, ...read, hasExpectation: files.has(name + expectationSuffix) };
    }),
  );
  return { events: events.filter((event) => event !== undefined) };
}

/** Nothing where it is no file, is gone by now, or is a link out of the repository. */
async function readWithin(
  root: string,
  file: string,
): Promise<Pick<SampleEvent, 'text' | 'isTooLarge'> | undefined> {
  try {
    const [inside, real] = await Promise.all([realpath(root), realpath(file)]);
    const stats = await stat(real);
    if (!real.startsWith(inside + sep) || !stats.isFile()) return undefined;
    if (stats.size > mostBytes) return { text: '', isTooLarge: true };
    // Some editors begin a file with a byte order mark, which is none of JSON's.
    return { text: (await readFile(real, 'utf8')).replace(/^\uFEFF/, '') };
  } catch {
    return undefined;
  }
}
