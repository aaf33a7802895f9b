import type { GithubEvent } from '../github/github-event.ts';
import type { Github } from '../github/start-github.ts';
import type { Permissions } from '../workflow/workflow-schema.ts';
import type { Value } from '../expressions/expression-scope.ts';
import type { StandIns } from '../stand-ins/stand-in.ts';

/** A message that GitHub shows on the run's page. */
export interface Annotation {
  readonly level: 'error' | 'notice' | 'warning';
  readonly title?: string | undefined;
  readonly message: string;
}

export type Outcome = 'success' | 'failure' | 'cancelled' | 'skipped';

/** One step, as its job's page shows it. */
export interface StepRun {
  readonly name: string;
  readonly outcome: Outcome;
  /** The outcome, or success where the step may fail. */
  readonly conclusion: Outcome;
  /** What it printed, without masked values. */
  readonly log: string;
}

/** Directories of one job, made for it and empty at its start. */
export interface JobDirectories {
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  readonly toolCache: string;
}

/** A job under way: what its steps have said so far. */
export interface JobSession {
  readonly github: Github;
  readonly standIns: StandIns;
  readonly event: GithubEvent;
  readonly directories: JobDirectories;
  /** What the token of the job may do: already without what a fork does not get. */
  readonly permissions: Permissions;
  readonly token: string;
  /** Contexts that stay the same for all steps. */
  readonly contexts: Readonly<Record<string, Value>>;
  /** Variables that the runner and GitHub set. */
  readonly runnerEnv: Readonly<Record<string, string>>;
  /** The runner is lost when it aborts: nothing of the job goes on. */
  readonly signal: AbortSignal;
  /** Of the workflow and the job, and what steps added by GITHUB_ENV. */
  readonly env: Record<string, string>;
  /** What steps added by GITHUB_PATH, the last one first. */
  readonly path: string[];
  readonly masks: Set<string>;
  readonly summaries: string[];
  readonly annotations: Annotation[];
  /** What is to be done at the job's end, the last one first. */
  readonly posts: (() => Promise<void>)[];
  readonly runs: StepRun[];
}
