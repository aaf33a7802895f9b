import { parseTrainedModel } from './parse-trained-model.ts';
import type { TrainedModel } from './train-model.ts';

/** Where the trained model lives between the function that trains it and those that use it. */
export interface ModelStore {
  /** The model written last; undefined when none has been. */
  read(): Promise<TrainedModel | undefined>;
  write(trained: TrainedModel): Promise<void>;
}

/**
 * A store that lives as long as the process: in Lambda, as one execution environment.
 *
 * It holds JSON text like every other store, so that what cannot be stored is found early.
 */
export function createMemoryModelStore(): ModelStore {
  let text: string | undefined;
  return {
    read: async () => (text === undefined ? undefined : parseTrainedModel(JSON.parse(text))),
    write: async (trained) => {
      text = JSON.stringify(trained);
    },
  };
}
