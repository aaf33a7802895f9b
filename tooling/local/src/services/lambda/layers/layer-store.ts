import { createKeyedMutex } from '../../keyed-mutex.ts';
import type { State } from '../../../state/state.ts';
import type { LayerDocument } from './layer-document.ts';

/** The layers on disk. */
export interface LayerStore {
  get(name: string): LayerDocument | undefined;
  /** Sorted by name, with those of which no version is left. */
  list(): readonly LayerDocument[];
  /** Changes one layer, one change after the other; it is on disk before this resolves. */
  change(name: string, change: (before: LayerDocument) => LayerDocument): Promise<LayerDocument>;
}

export async function openLayerStore(state: State): Promise<LayerStore> {
  const documents = await state.collection<LayerDocument>('lambda/layers');
  const oneByOne = createKeyedMutex();
  return {
    get: (name) => documents.get(name),
    list: () => documents.list().map(([, document]) => document),
    change: (name, change) =>
      oneByOne(name, async () => {
        const before = documents.get(name) ?? { name, lastVersion: 0, versions: {} };
        const after = change(before);
        if (after !== before) await documents.put(name, after);
        return after;
      }),
  };
}
