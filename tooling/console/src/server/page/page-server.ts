import { join } from 'node:path';
import { findRoot } from '@tooling/workspace';
import { notFound, type ConsoleAnswer } from '../answers.ts';
import { createPageBuild } from './build-page.ts';
import { serveFile } from './serve-page.ts';
import { failedPage, waitingPage } from './waiting-page.ts';

/** Serves the page, and sees that it is built. */
export interface PageServer {
  /** @param path - below `/_console/` */
  answer(path: string, accept: string): Promise<ConsoleAnswer>;
  close(): Promise<void>;
}

/** Where Vite writes the page. */
const ownDirectory = join(import.meta.dirname, '..', '..', '..', 'dist', 'page');

export interface PageServerOptions {
  /** Of the built page; left out: this package's own, which is built where it is missing. */
  readonly directory?: string | undefined;
  readonly report: (error: unknown) => void;
}

export function createPageServer({ directory, report }: PageServerOptions): PageServer {
  const place = directory ?? ownDirectory;
  const build =
    directory === undefined ? createPageBuild(findRoot(import.meta.dirname), report) : undefined;
  return {
    async answer(path, accept) {
      // What was built of older sources is shown, and built anew beside: turbo knows whether it must be.
      if (build?.state === undefined) build?.start();
      const file = await serveFile(place, path);
      if (file !== undefined) return file;
      if (!accept.includes('text/html')) {
        return notFound(`The console has no /_console/${path}`);
      }
      // The page itself knows the addresses that are no files.
      const page = await serveFile(place, '');
      if (page !== undefined) return page;
      if (build?.state === 'building') return waitingPage();
      const output = build?.output ?? '';
      build?.start();
      return failedPage(output === '' ? `there is no ${join(place, 'index.html')}` : output);
    },
    close: async () => build?.close(),
  };
}
