import type { Plan } from '@tooling/core';
import { answerApi } from './answer-api.ts';
import { json, type ConsoleAnswer } from './answers.ts';
import { openWorld } from './console-world.ts';
import type { PagePlace } from './page/build-page.ts';
import { createPageServer } from './page/page-server.ts';

/** The clock of everything that waits. */
interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  readonly date: () => Date;
}

export interface ConsoleOptions {
  /** Of the workspace that it shows. */
  readonly root: string;
  /** Of deploy.config.ts, or `local`. */
  readonly stage: string;
  /** The address of the local AWS; asked when it listens. */
  readonly endpoint: () => string;
  readonly clock: Clock;
  /**
   * Makes the plan of a deploy to the stage. Called for one at a time.
   *
   * @throws UserError with what is shown
   */
  readonly makePlan: (signal: AbortSignal) => Promise<Plan>;
  /** Functions that run other code than that of their live version, and since when (ISO 8601). */
  readonly overridden?: (() => ReadonlyMap<string, string>) | undefined;
  /** Of the built page; left out: this package's own, which is built when it is asked for first. */
  readonly page?: PagePlace | undefined;
  /** Told of what is a bug. */
  readonly report: (error: unknown) => void;
}

export interface Console {
  /** Answers `/_console/…`. Whether a request may be answered at all was decided before. */
  answer(request: ConsoleRequest): Promise<ConsoleAnswer>;
  /** Ends a plan or a build that is under way. */
  close(): Promise<void>;
}

interface ConsoleRequest {
  readonly method: string;
  /** From `/_console/` on, percent-encoded as it came. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The console's server: the page, and what it asks about the workspace.
 */
export function createConsole(options: ConsoleOptions): Console {
  const world = openWorld(options);
  const page = createPageServer({ place: options.page, report: options.report });
  return {
    async answer({ method, path, headers }) {
      const below = path.slice('/_console/'.length);
      if (below.startsWith('api/')) {
        return answerApi({ method, path: below.slice('api/'.length) }, world);
      }
      if (method === 'GET') return page.answer(below, headers.accept ?? '');
      if (method !== 'HEAD') return json(405, { message: `${path} takes GET` });
      return { ...(await page.answer(below, headers.accept ?? '')), body: '' };
    },
    async close() {
      await Promise.all([world.close(), page.close()]);
    },
  };
}
