/** The columns that a CSV has to have, in any order; others are ignored. */
export interface Columns {
  /** Of the class. */
  readonly label: string;
  /** The classes that there are. */
  readonly labels: readonly string[];
  /** Of what was measured: numbers above 0. */
  readonly features: readonly string[];
}
