import type { Console } from '@tooling/console';
import type { LocalPages } from '@tooling/local';
import type { Host } from '../host.ts';

export interface OpenConsoleOptions {
  /** Of the workspace. */
  readonly root: string;
  /** The address of the local AWS; asked when it listens. */
  readonly endpoint: () => string;
  /** Functions that run other code than that of their live version, and since when (ISO 8601). */
  readonly overridden?: (() => ReadonlyMap<string, string>) | undefined;
}

export interface OpenConsole {
  /** What `startLocalAws` takes. */
  readonly pages: LocalPages;
  /** Ends a plan or a build that is under way: before the local AWS is closed. */
  close(): Promise<void>;
}

/** The path of the console on the local AWS's port. */
export const consolePath = '/_console/';

/**
 * The console of a workspace, for a local AWS that is started in this process. What it needs is loaded
 * when somebody opens it: most never do.
 */
export function openConsole(options: OpenConsoleOptions, host: Host): OpenConsole {
  let loading: Promise<Console> | undefined;
  return {
    async pages(request) {
      loading ??= import('./make-console.ts').then(({ makeConsole }) => makeConsole(options, host));
      return (await loading).answer(request);
    },
    close: async () => (await loading)?.close(),
  };
}
