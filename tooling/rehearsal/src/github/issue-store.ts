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
  readonly writes: number;
}

/** GitHub takes no longer text. */
export const maxBodyCharacters = 65_536;

/** Issues, pull requests and their comments, in the order in which they were made. */
export interface IssueStore {
  readonly issues: Issue[];
  readonly comments: Comment[];
  /** The next number of an issue or pull request. */
  nextNumber(): number;
}

export function createIssueStore(): IssueStore {
  let last = 0;
  return {
    issues: [],
    comments: [],
    nextNumber() {
      last += 1;
      return last;
    },
  };
}
