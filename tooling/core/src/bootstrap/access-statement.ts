/** A statement of a policy that is shipped, with the reason for it. */
export interface AccessStatement {
  readonly Sid: string;
  /** What it is for, in a few words: docs/reference/access.md. */
  readonly why: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** A policy as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

export function documentOf(statements: readonly AccessStatement[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ Sid, Action, Resource, Condition }) => ({
      Sid,
      Effect: 'Allow',
      Action: oneOrMany(Action),
      Resource: oneOrMany(Resource),
      ...(Condition !== undefined && { Condition }),
    })),
  };
}

/** IAM counts characters. */
const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? '') : values;

/** Of statements that are there only sometimes. */
export const when = (
  condition: boolean,
  statement: () => AccessStatement,
): readonly AccessStatement[] => (condition ? [statement()] : []);
