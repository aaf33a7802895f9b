import type { Value } from '../expressions/expression-scope.ts';

/** What starts a run: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export interface GithubEvent {
  readonly name: 'pull_request' | 'push' | 'schedule' | 'workflow_dispatch' | 'workflow_run';
  /** The branch or pull request: `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  /** The commit that is checked out; of a pull request the merge of it. */
  readonly sha: string;
  readonly actor: string;
  /** Of a pull request: the names of its branch and of the one that it shall go into. */
  readonly headRef?: string | undefined;
  readonly baseRef?: string | undefined;
  /** From a fork: no variables, no secrets, no OIDC, and a token that only reads. */
  readonly isFork?: boolean | undefined;
  /** What the webhook's payload has. */
  readonly payload: Readonly<Record<string, Value>>;
  /** Of a dispatch, as somebody typed them. */
  readonly inputs?: Readonly<Record<string, string>> | undefined;
}
