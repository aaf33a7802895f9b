import { createKeyedMutex } from '../keyed-mutex.ts';
import type { Collection, State } from '../../state/state.ts';
import type { FunctionDocument } from './document/function-document.ts';
import { settleFunction } from './document/settle-function.ts';

/** What a change leaves behind: the new document, or none, and what the caller is told of it. */
interface Changed<Result> {
  /** undefined deletes the function; the same document as before writes nothing. */
  readonly document: FunctionDocument | undefined;
  readonly result: Result;
}

/** The functions on disk, always seen as they are now. */
export interface FunctionStore {
  get(name: string): FunctionDocument | undefined;
  /** Sorted by name. */
  list(): readonly FunctionDocument[];
  /**
   * Changes one function. Changes of the same function happen one after the other, each from what
   * the one before left; the change is on disk before this resolves.
   */
  change<Result>(
    name: string,
    change: (before: FunctionDocument | undefined) => Promise<Changed<Result>> | Changed<Result>,
  ): Promise<Result>;
  /** The last version number of a function of that name that was deleted, or 0. */
  lastVersionOf(name: string): number;
}

export async function openFunctionStore(state: State, now: () => Date): Promise<FunctionStore> {
  const documents = await state.collection<FunctionDocument>('lambda/functions');
  const lastVersions = await state.collection<number>('lambda/last-versions');
  const oneByOne = createKeyedMutex();
  const settled = (document: FunctionDocument) => settleFunction(document, now().getTime());
  const get = (name: string) => {
    const document = documents.get(name);
    return document && settled(document);
  };

  return {
    get,
    list: () => documents.list().map(([, document]) => settled(document)),
    lastVersionOf: (name) => lastVersions.get(name) ?? 0,
    change: (name, change) =>
      oneByOne(name, async () => {
        const before = get(name);
        const { document, result } = await change(before);
        if (document !== undefined) {
          if (document !== before) await documents.put(name, document);
        } else if (before !== undefined) {
          await remove(before, documents, lastVersions);
        }
        return result;
      }),
  };
}

/** A version number is never used again, not even by another function of the same name. */
async function remove(
  document: FunctionDocument,
  documents: Collection<FunctionDocument>,
  lastVersions: Collection<number>,
): Promise<void> {
  if (document.lastVersion > 0) await lastVersions.put(document.name, document.lastVersion);
  await documents.delete(document.name);
}
