/**
 * What a member must satisfy, as AWS's models say and the SDK's schemas do not. Plain data, which
 * scripts/write-constraints.ts writes for each service into models/.
 */
export interface Constraint {
  /** `Member must not be null`. The gateway adds it for the members that the schemas require. */
  readonly notNull?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** As AWS prints it; the whole value must match. */
  readonly pattern?: string;
  /** In the order in which AWS prints it; of a list, what each of its items is. */
  readonly enum?: readonly string[];
  /** What is taken besides `enum`, although AWS does not print it. */
  readonly unlisted?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** AWS prints a double as `2.0`. */
  readonly double?: boolean;
  /** The value is left out of the message. */
  readonly sensitive?: boolean;
  /** Of a structure. */
  readonly members?: Constraints;
  /** Of a list. */
  readonly items?: Constraint;
  /** Of a map. */
  readonly keys?: Constraint;
  readonly values?: Constraint;
}

/** Constraints by member name, of an operation's input or of a structure. */
export type Constraints = Readonly<Record<string, Constraint>>;
