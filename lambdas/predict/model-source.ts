import type { ModelStore, TrainedModel } from '@packages/model';

export interface ModelSourceOptions {
  readonly models: Pick<ModelStore, 'read'>;
  /** In service while no model is stored. */
  readonly trainShipped: () => TrainedModel;
  /** How old what was read may be before it is read again. */
  readonly maxAgeMs: number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Told when a model could not be read anew and the former one goes on serving. */
  readonly onStale: (error: unknown) => void;
}

/** No model can be had. */
export class NoModelError extends Error {
  override readonly name = 'NoModelError';
}

/**
 * The model in service, as of `maxAgeMs` ago at most; while none is stored, the shipped one.
 *
 * When it cannot be read anew, the former one goes on serving; the next call tries again.
 *
 * @throws NoModelError when it could not be read the first time either.
 */
export function createModelSource(options: ModelSourceOptions): () => Promise<TrainedModel> {
  const { models, trainShipped, maxAgeMs, now, onStale } = options;
  let cached: { readonly trained: TrainedModel; readonly readAtMs: number } | undefined;
  let reading: Promise<TrainedModel> | undefined;
  let shipped: TrainedModel | undefined;
  const read = async () => {
    const readAtMs = now();
    const stored = await models.read();
    const trained = stored?.trained ?? (shipped ??= trainShipped());
    cached = { trained, readAtMs };
    return trained;
  };
  return async () => {
    if (cached !== undefined && now() - cached.readAtMs < maxAgeMs) return cached.trained;
    reading ??= read().finally(() => (reading = undefined));
    try {
      return await reading;
    } catch (error) {
      if (cached === undefined) {
        throw new NoModelError('the model in service cannot be read', { cause: error });
      }
      onStale(error);
      return cached.trained;
    }
  };
}
