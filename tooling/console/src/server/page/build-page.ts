import { buildLambdas, readBuildLog, type BuildRun } from '@tooling/workspace';

/** The package that the page is built by. */
export interface PagePlace {
  /** Of its repository. */
  readonly root: string;
  /** Its directory, from the root. */
  readonly package: string;
}

/** The page's build, which turbo caches. */
export interface PageBuild {
  /** What became of the last one; undefined before there was any. */
  readonly state: 'building' | 'built' | 'failed' | undefined;
  /** What it printed, where it failed; else empty. */
  readonly output: string;
  /** Begins one, unless one is under way. */
  start(): void;
  /** Resolves when none is under way. */
  settled(): Promise<void>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

export function createPageBuild(
  { root, package: directory }: PagePlace,
  report: (error: unknown) => void,
): PageBuild {
  const closing = new AbortController();
  let state: PageBuild['state'];
  let output = '';
  let building: Promise<void> = Promise.resolve();
  /** What the build itself says is more than turbo's own words. */
  const outputOf = async ({ output: words }: BuildRun) =>
    (await readBuildLog(root, directory)).trim() || words.trim();
  const run = async () => {
    try {
      const options = { signal: closing.signal };
      const result = await buildLambdas(root, [{ packageName: '@tooling/console' }], options);
      output = result.succeeded ? '' : await outputOf(result);
      state = result.succeeded ? 'built' : 'failed';
    } catch (error) {
      state = 'failed';
      output = error instanceof Error ? error.message : String(error);
      if (!closing.signal.aborted) report(error);
    }
  };
  return {
    get state() {
      return state;
    },
    get output() {
      return output;
    },
    start() {
      if (state === 'building' || closing.signal.aborted) return;
      state = 'building';
      building = run();
    },
    settled: () => building,
    async close() {
      closing.abort();
      await building;
    },
  };
}
