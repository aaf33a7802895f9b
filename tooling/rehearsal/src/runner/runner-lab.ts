import type { GithubEvent } from '../github/github-event.ts';
import type { Github } from '../github/start-github.ts';
import type { StandIns } from '../stand-ins/stand-in.ts';

/** Where workflows are rehearsed: a GitHub, runners, and stand-ins for the actions of others. */
export interface RunnerLab {
  readonly github: Github;
  readonly standIns: StandIns;
  /** What is installed on a runner: directories of programs. */
  readonly path: string;
  makeDirectory(name: string): Promise<string>;
}

export interface WorkflowCall {
  /** `.github/workflows/lambda.yml`: read from the event's commit. */
  readonly path: string;
  readonly event: GithubEvent;
  /** Awaited before a job starts: what happens meanwhile elsewhere. */
  readonly beforeJob?: ((id: string) => Promise<void>) | undefined;
  /** The machine goes away when it aborts. */
  readonly signal?: AbortSignal | undefined;
}
