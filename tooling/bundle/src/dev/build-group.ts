import type { BuildContext, BuildFailure } from 'esbuild';
import { explainFailure } from '../build-failure.ts';
import { devOptions, type NamedRequest } from './dev-options.ts';
import { outputReader, type DevResult, type MadeCode } from './read-outputs.ts';

/** What became of one lambda. */
export type Made =
  | { readonly name: string; readonly made: MadeCode }
  | { readonly name: string; readonly error: unknown };

/** Not at all; it may or may not be built; or it has a file that cannot be built. */
export type Reach = 'none' | 'perhaps' | 'broken';

/** Lambdas of the same options, in one context of esbuild: what they share is read and made once. */
export interface BuildGroup {
  /**
   * Builds all of them. When one cannot be built, nothing comes of the others either: so then those
   * are built one by one that have changed, but for those of which it is known why they cannot be.
   *
   * @param reach - how the errors of these files, and what has changed, reach a lambda
   */
  build(reach: (name: string, errorFiles: readonly string[]) => Reach): Promise<readonly Made[]>;
  dispose(): Promise<void>;
}

export function createBuildGroup(requests: readonly NamedRequest[]): BuildGroup {
  let context: Promise<BuildContext<DevOptions>> | undefined;
  return {
    async build(reach) {
      const { context: createContext } = await import('esbuild');
      context ??= createContext(devOptions(requests));
      try {
        const result = await (await context).rebuild();
        return await readAll(requests, result);
      } catch (error) {
        if (!isFailure(error)) throw error;
        const files = error.errors.flatMap(({ location }) => location?.file ?? []);
        const made = requests.map(async (request): Promise<Made | undefined> => {
          const { name, subject, workspaceRoot } = request;
          const reached = reach(name, files);
          if (reached === 'none') return undefined;
          if (reached === 'perhaps') return buildAlone(request);
          return { name, error: explainFailure(error, subject, workspaceRoot) };
        });
        return (await Promise.all(made)).filter((one) => one !== undefined);
      }
    },
    async dispose() {
      await (await context)?.dispose();
    },
  };
}

type DevOptions = ReturnType<typeof devOptions>;

const isFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);

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
