import type { ObjectStore } from '@packages/object-store/types';
import { parseTrainedModel } from './parse-trained-model.ts';
import type { TrainedModel } from './train-model.ts';

/** A model as it was read from where it is in service. */
export interface StoredModel {
  readonly trained: TrainedModel;
  /** Of what was read: another one with every write. */
  readonly revision: string;
}

/** Where the model in service lives, between the function that trains it and those that use it. */
export interface ModelStore {
  /** The model in service; undefined when there is none yet. */
  read(): Promise<StoredModel | undefined>;
  /**
   * Puts a model into service.
   *
   * @param inService - What it was compared with.
   * @throws Error when another one is in service by now.
   */
  write(trained: TrainedModel, inService: StoredModel | undefined): Promise<void>;
}

const key = 'models/model.json';

/**
 * Keeps the model in service as one object; where a bucket keeps versions, it has the former ones.
 *
 * @example
 * import { createMemoryObjects } from '@packages/object-store/memory';
 *
 * const models = createModelStore(createMemoryObjects());
 * await models.read(); // → undefined
 */
export function createModelStore(objects: ObjectStore): ModelStore {
  return {
    async read() {
      const object = await objects.read(key);
      if (object === undefined) return undefined;
      return { trained: parseTrainedModel(JSON.parse(object.text)), revision: object.etag };
    },
    async write(trained, inService) {
      const expected = inService === undefined ? 'nothing' : { etag: inService.revision };
      if (await objects.write(key, JSON.stringify(trained), expected)) return;
      throw new Error(`${key} was replaced since it was read: another training was quicker`);
    },
  };
}
