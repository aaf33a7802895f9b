import type { State } from '../../../state/state.ts';

/** Whose signatures a function's code must have, and what becomes of code that has none of them. */
export interface SigningConfig {
  /** `csc-` and 17 letters or digits. */
  readonly id: string;
  readonly description: string;
  readonly signingProfileVersionArns: readonly string[];
  readonly untrustedArtifactOnDeployment: 'Warn' | 'Enforce';
  readonly lastModifiedMs: number;
}

/** The code signing configurations on disk. */
export interface SigningConfigStore {
  get(id: string): SigningConfig | undefined;
  /** Sorted by id. */
  list(): readonly SigningConfig[];
  put(config: SigningConfig): Promise<void>;
  delete(id: string): Promise<void>;
}

export async function openSigningConfigStore(state: State): Promise<SigningConfigStore> {
  const configs = await state.collection<SigningConfig>('lambda/code-signing-configs');
  return {
    get: (id) => configs.get(id),
    list: () => configs.list().map(([, config]) => config),
    put: (config) => configs.put(config.id, config),
    async delete(id) {
      await configs.delete(id);
    },
  };
}
