/** A failure as plain data, with everything that a report says of it. */
export interface Failure {
  /** Of the catalogue, or `BUG`. */
  readonly code: string;
  readonly message: string;
  readonly problems: readonly string[];
  readonly hint: string;
  readonly exitCode: number;
}
