/** Code that shows how something is used. */
export interface Example {
  /** Of the file that has it, from the root. */
  readonly path: string;
  /** Of its first line. */
  readonly line: number;
  /** The name of what it is an example of; '' in Markdown. */
  readonly of: string;
  readonly title: string;
  readonly code: string;
  /** What it has without an import: what its module exports, value or type. */
  readonly exported: ReadonlyMap<string, 'value' | 'type'>;
  /** Why it is not run, but only type-checked; undefined for all others. */
  readonly reason: string | undefined;
}
