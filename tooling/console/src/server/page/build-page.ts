import { buildLambdas } from '@tooling/workspace';

/** The page's build, which turbo caches. */
export interface PageBuild {
  /** What became of the last one; undefined before there was any. */
  readonly state: 'building' | 'built' | 'failed' | undefined;
  /** What it printed, where it failed. */
  readonly output: string;
  /** Begins one, unless one is under way. */
  start(): void;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** @param root - of the repository that has the console's sources */
export function createPageBuild(root: string, report: (error: unknown) => void): PageBuild {
  const closing = new AbortController();
  let state: PageBuild['state'];
  let output = '';
  let building: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      const options = { signal: closing.signal };
      const result = await buildLambdas(root, [{ packageName: '@tooling/console' }], options);
      state = result.succeeded ? 'built' : 'failed';
      output = result.output.trim();
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
    async close() {
      closing.abort();
      await building;
    },
  };
}
