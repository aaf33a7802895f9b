import { localEnvName } from './read-local-env.ts';

/** What changed files ask for. */
export interface SortedChanges {
  /** Lambdas whose configuration changed: a deploy of these. */
  readonly configured: readonly string[];
  /** deploy.config.ts: a deploy of all. */
  readonly isAll: boolean;
  /** Whether a `.env.local` changed. */
  readonly hasEnv: boolean;
  /** What a bundle may have. */
  readonly sources: ReadonlySet<string>;
}

/** @param paths - from the root */
export function sortChanges(paths: ReadonlySet<string>): SortedChanges {
  const configured = new Set<string>();
  const sources = new Set<string>();
  let isAll = false;
  let hasEnv = false;
  for (const path of paths) {
    const lambda = /^lambdas\/([^/]+)\/(?:lambda\.config\.[cm]?[jt]s|package\.json)$/.exec(
      path,
    )?.[1];
    if (lambda !== undefined) configured.add(lambda);
    if (/^deploy\.config\.[cm]?[jt]s$/.test(path)) isAll = true;
    if (path.split('/').at(-1) === localEnvName) hasEnv = true;
    else sources.add(path);
  }
  return { configured: [...configured].sort(), isAll, hasEnv, sources };
}
