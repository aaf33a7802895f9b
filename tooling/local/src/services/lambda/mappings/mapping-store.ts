import type { State } from '../../../state/state.ts';
import { settleMapping, type MappingDocument } from './mapping-document.ts';

/** The event source mappings on disk, always seen as they are now. */
export interface MappingStore {
  get(uuid: string): MappingDocument | undefined;
  /** Sorted by UUID. */
  list(): readonly MappingDocument[];
  put(mapping: MappingDocument): Promise<void>;
  /** Calls back with what was written. */
  watch(listener: (uuid: string) => void): void;
}

export const mappingCollection = 'lambda/event-source-mappings';

export async function openMappingStore(state: State, now: () => Date): Promise<MappingStore> {
  const documents = await state.collection<MappingDocument>(mappingCollection);
  const listeners: ((uuid: string) => void)[] = [];
  const settled = (mapping: MappingDocument | undefined) =>
    mapping && settleMapping(mapping, now().getTime());
  return {
    get: (uuid) => settled(documents.get(uuid)),
    list: () => documents.list().flatMap(([, mapping]) => settled(mapping) ?? []),
    async put(mapping) {
      const gone = documents.list().filter(([, one]) => settled(one) === undefined);
      // One that is deleted at once leaves nothing to be seen.
      const written = [
        settled(mapping) === undefined
          ? documents.delete(mapping.uuid)
          : documents.put(mapping.uuid, mapping),
        ...gone.map(([uuid]) => documents.delete(uuid)),
      ];
      for (const listener of listeners) listener(mapping.uuid);
      await Promise.all(written);
    },
    watch: (listener) => void listeners.push(listener),
  };
}
