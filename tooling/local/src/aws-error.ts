/**
 * An answer of AWS that is an error: what the SDK turns into an exception named `code`.
 *
 * @example
 * const members = { Type: 'User' };
 * throw new AwsError(404, 'ResourceNotFoundException', 'Function not found: x', members); // throws not found
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly status: number;
  readonly code: string;
  /** Further members of the error's shape, as the SDK's exception class has them. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.members = members;
    this.headers = headers;
  }
}
