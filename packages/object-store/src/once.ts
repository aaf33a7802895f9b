import type { ObjectStore } from './object-store.ts';

export interface OnceOptions {
  readonly objects: ObjectStore;
  /** The time in milliseconds. */
  readonly now: () => number;
  /** After which work that was begun counts as given up: longer than it can take. */
  readonly leaseMs: number;
}

/**
 * The same work is under way somewhere else: try again later.
 *
 * @example
 * import { createMemoryObjects } from './memory-objects.ts';
 *
 * const options = { objects: createMemoryObjects(), now: () => 0, leaseMs: 60_000 };
 * const again = () => once('a', options, async () => {});
 * once('a', options, async () => void (await again())); // throws is being done somewhere else
 */
export class UnderWayError extends Error {
  override readonly name = 'UnderWayError';
}

/** What is written under the key of a work. */
interface Mark {
  readonly state: 'begun' | 'done' | 'failed';
  readonly atMs: number;
}

/**
 * Does a work that must not be done again when its event comes again: a mark under its key is
 * written, on the condition that nobody else did, before and after it.
 *
 * Work that failed is done again at once; work that vanished in the middle, once its lease is over,
 * which is the one case in which it may be done twice.
 *
 * @returns false when it was done before.
 * @throws UnderWayError
 *
 * @example
 * import { createMemoryObjects } from './memory-objects.ts';
 *
 * const options = { objects: createMemoryObjects(), now: () => 0, leaseMs: 60_000 };
 * const publish = async () => {};
 * await once('published/1.json', options, publish); // → true
 * await once('published/1.json', options, publish); // → false
 */
export async function once(
  key: string,
  { objects, now, leaseMs }: OnceOptions,
  work: () => Promise<void>,
): Promise<boolean> {
  const found = await objects.read(key);
  const mark = found && (JSON.parse(found.text) as Mark);
  if (mark?.state === 'done') return false;
  if (mark?.state === 'begun' && now() < mark.atMs + leaseMs) throw underWay(key);
  const write = (state: Mark['state'], expected?: { etag: string } | 'nothing') =>
    objects.write(key, JSON.stringify({ state, atMs: now() } satisfies Mark), expected);
  if (!(await write('begun', found ?? 'nothing'))) throw underWay(key);
  try {
    await work();
  } catch (error) {
    await write('failed');
    throw error;
  }
  await write('done');
  return true;
}

const underWay = (key: string) => new UnderWayError(`${key}: is being done somewhere else`);
