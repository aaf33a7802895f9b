/** A comment on an issue or a pull request. */
export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: string;
  readonly body: string;
  /** How often its text was written: 1 for a comment that nobody edited. */
  readonly writes: number;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly state: 'closed' | 'open';
  readonly isPullRequest: boolean;
  readonly user: string;
  readonly writes: number;
}

/** A pull request; the issue of the same number has its text. */
export interface Pull {
  readonly number: number;
  readonly head: string;
  readonly base: string;
}

export interface Release {
  readonly tag: string;
  readonly commit: string;
  readonly body: string;
}

/** Issues, pull requests, comments and releases, in the order in which they were made. */
export interface IssueStore {
  readonly issues: Issue[];
  readonly comments: Comment[];
  readonly pulls: Pull[];
  readonly releases: Release[];
  /** The next number of an issue or pull request. */
  nextNumber(): number;
}

export function createIssueStore(): IssueStore {
  let last = 0;
  return {
    issues: [],
    comments: [],
    pulls: [],
    releases: [],
    nextNumber() {
      last += 1;
      return last;
    },
  };
}
