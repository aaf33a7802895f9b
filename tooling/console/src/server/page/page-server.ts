import { join, relative, sep } from 'node:path';
import { findRoot } from '@tooling/workspace';
import { notFound, type ConsoleAnswer } from '../answers.ts';
import { createPageBuild, type PagePlace } from './build-page.ts';
import { keepPage, serveFile, type KeptPage } from './serve-page.ts';
import { askAgainPath, askAgainScript, failedPage, waitingPage } from './waiting-page.ts';

/** Serves the page, and sees that it is built. */
export interface PageServer {
  /** @param path - below `/_console/` */
  answer(path: string, accept: string): Promise<ConsoleAnswer>;
  /** Resolves when no build is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface PageServerOptions {
  /** Left out: this package's own. */
  readonly place?: PagePlace | undefined;
  readonly report: (error: unknown) => void;
}

export function createPageServer({ place, report }: PageServerOptions): PageServer {
  const own = place ?? ownPlace();
  // Where Vite writes it.
  const directory = join(own.root, own.package, 'dist', 'page');
  const build = createPageBuild(own, report);
  /** What is shown while a build is under way, which leaves the directory half written. */
  let kept: KeptPage | undefined;
  const start = (page: KeptPage) => {
    kept = page;
    build.start();
    void build.settled().then(() => {
      kept = undefined;
    });
  };
  let opening: Promise<void> | undefined;
  return {
    async answer(path, accept) {
      if (path === askAgainPath) return askAgainScript();
      // What was built of older sources is shown, and built anew beside: turbo knows whether it must be.
      await (opening ??= keepPage(directory).then(start));
      const shown = kept;
      const file = await serveFile(directory, path, shown);
      if (file !== undefined) return file;
      if (!accept.includes('text/html')) {
        return notFound(`The console has no /_console/${path}`);
      }
      // The page itself knows the addresses that are no files.
      const page = await serveFile(directory, '', shown);
      if (page !== undefined) return page;
      if (shown !== undefined || build.state === 'building') return waitingPage();
      const { output } = build;
      start(new Map());
      return failedPage(output === '' ? `there is no ${join(directory, 'index.html')}` : output);
    },
    settled: () => build.settled(),
    close: () => build.close(),
  };
}

function ownPlace(): PagePlace {
  const directory = join(import.meta.dirname, '..', '..', '..');
  const root = findRoot(directory);
  return { root, package: relative(root, directory).replaceAll(sep, '/') };
}
