import type { Constraint } from '../protocols/constraint.ts';

/** Where AWS does otherwise than its published model says: laid over the model when it is read. */
export interface Correction {
  /** Shapes of the model, or members of them: `Shape$Member`, of a list `Shape$member`. */
  readonly of: readonly string[];
  /** What holds instead. Where it says nothing, the model has its word. */
  readonly constraint?: Constraint;
  /** The shape that the members are of instead. */
  readonly target?: string;
  /** Within the pattern of the model. */
  readonly replace?: { readonly pattern: RegExp; readonly by: string };
  /** A recorded answer, or AWS's reference where that is newer than the model. */
  readonly source: string;
}
