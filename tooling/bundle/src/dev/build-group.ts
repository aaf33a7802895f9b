import type { BuildContext } from 'esbuild';
import { explainFailure } from '../build-failure.ts';
import { devOptions, type NamedRequest } from './dev-options.ts';
import { outputReader, type DevResult, type MadeCode } from './read-outputs.ts';

/** What became of one lambda. */
export type Made =
  | { readonly name: string; readonly made: MadeCode }
  | { readonly name: string; readonly error: unknown };

/** Lambdas of the same options, in one context of esbuild: what they share is read and made once. */
export interface BuildGroup {
  /**
   * Builds all of them. When one cannot be built, nothing comes of the others either: so then those
   * that `isTouched` says are built one by one.
   */
  build(isTouched: (name: string) => boolean): Promise<readonly Made[]>;
  dispose(): Promise<void>;
}

export function createBuildGroup(requests: readonly NamedRequest[]): BuildGroup {
  let context: Promise<BuildContext<DevOptions>> | undefined;
  return {
    async build(isTouched) {
      const { context: createContext } = await import('esbuild');
      context ??= createContext(devOptions(requests));
      try {
        const result = await (await context).rebuild();
        return await readAll(requests, result);
      } catch (error) {
        if (!isFailure(error)) throw error;
        return Promise.all(requests.filter(({ name }) => isTouched(name)).map(buildAlone));
      }
    },
    async dispose() {
      await (await context)?.dispose();
    },
  };
}

type DevOptions = ReturnType<typeof devOptions>;

const isFailure = (error: unknown) => error instanceof Error && 'errors' in error;

async function buildAlone(request: NamedRequest): Promise<Made> {
  const { name, subject, workspaceRoot } = request;
  const { build } = await import('esbuild');
  try {
    const result = await build(devOptions([request], true));
    const [made] = await readAll([request], result);
    return made ?? { name, error: new Error(`nothing came of ${subject}`) };
  } catch (error) {
    return { name, error: explainFailure(error, subject, workspaceRoot) };
  }
}

function readAll(requests: readonly NamedRequest[], result: DevResult): Promise<Made[]> {
  const reader = outputReader(result, requests[0]?.workspaceRoot ?? '');
  return Promise.all(
    requests.map(async (request) => {
      const { name } = request;
      try {
        return { name, made: await reader.read(request) };
      } catch (error) {
        return { name, error };
      }
    }),
  );
}
