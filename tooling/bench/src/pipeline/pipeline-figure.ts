import type { Origin } from '../render-page.ts';

/** What is new in a run of the pipeline. */
export const changes = ['nothing', 'leaf'] as const;
export type Change = (typeof changes)[number];

/** The jobs of a run whose time depends on the lambdas, in the order of the page. */
export const jobs = ['check', 'plan', 'build', 'deploy'] as const;
type Job = (typeof jobs)[number];

/**
 * Where turbo may find what ran before: nowhere, in a directory as the Actions cache restores it, or in
 * the remote cache.
 */
export const caches = ['none', 'directory', 'remote'] as const;
export type Cache = (typeof caches)[number];

/** One measurement. Written as JSON. */
export interface PipelineFigure extends Origin {
  readonly lambdas: number;
  readonly change: Change;
  readonly job: Job;
  readonly cache: Cache;
  readonly wallMs: number;
  /** User and system time of the command and of all that it started, no server included. */
  readonly cpuMs: number;
  /** Tests and builds of lambdas that ran and came from no cache; absent where turbo does not say. */
  readonly ran?: number | undefined;
}
