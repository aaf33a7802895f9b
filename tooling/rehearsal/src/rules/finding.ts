/** What is wrong with a workflow or an action, and where. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  /** The rule's name, or the checker's: `schema`, `actionlint`. */
  readonly rule: string;
  readonly message: string;
}
