import { randomBytes } from 'node:crypto';
import type { Collection, State } from '../../state/state.ts';
import { createKeyedMutex } from '../keyed-mutex.ts';
import type { ApiDocument, DomainNameDocument } from './api-document.ts';

/** Documents that are changed one change after the other. */
interface DocumentStore<Document> {
  get(key: string): Document | undefined;
  list(): readonly (readonly [key: string, document: Document])[];
  /** @param change - undefined deletes it; the same document writes nothing */
  change(
    key: string,
    change: (before: Document | undefined) => Document | undefined,
  ): Promise<Document | undefined>;
}

export interface ApiStore {
  readonly apis: DocumentStore<ApiDocument>;
  readonly domainNames: DocumentStore<DomainNameDocument>;
}

export async function openApiStore(state: State): Promise<ApiStore> {
  return {
    apis: documentStore(await state.collection<ApiDocument>('apigateway/apis')),
    domainNames: documentStore(
      await state.collection<DomainNameDocument>('apigateway/domain-names'),
    ),
  };
}

/** As AWS's: 10 characters of an API, 7 of what belongs to one. */
export function newId(length: number): string {
  const characters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const [first = 0, ...rest] = randomBytes(length);
  // A letter first: a number could be taken for something else.
  return [first % 26, ...rest.map((byte) => byte % 36)].map((at) => characters[at]).join('');
}

function documentStore<Document>(documents: Collection<Document>): DocumentStore<Document> {
  const oneByOne = createKeyedMutex();
  return {
    get: (key) => documents.get(key),
    list: () => documents.list(),
    change: (key, change) =>
      oneByOne(key, async () => {
        const before = documents.get(key);
        const after = change(before);
        if (after === undefined) await documents.delete(key);
        else if (after !== before) await documents.put(key, after);
        return after;
      }),
  };
}
