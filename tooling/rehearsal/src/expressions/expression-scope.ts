/** What an expression can see: https://docs.github.com/actions/reference/workflows-and-actions/contexts */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value | undefined };

/** A function besides those that the language itself has. */
export interface ExpressionFunction {
  readonly name: string;
  readonly minArgs: number;
  readonly maxArgs: number;
  call(args: readonly string[]): string | boolean;
}

/** Only what GitHub offers at that place of a file: a name that is not here is an error. */
export interface ExpressionScope {
  readonly contexts: Readonly<Record<string, Value>>;
  readonly functions?: readonly ExpressionFunction[];
}
