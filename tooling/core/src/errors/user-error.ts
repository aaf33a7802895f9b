import { errorCatalogue, type ErrorCode } from './error-catalogue.ts';

export interface UserErrorDetails {
  /** The file, function or flag that the message is about: `lambdas/predict/lambda.config.ts`. */
  readonly subject?: string | undefined;
  /** One line each: what exactly is wrong there, with the offending value. */
  readonly problems?: readonly string[] | undefined;
  /** Replaces the catalogue's hint where the place that throws knows better. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * A failure that the user can act on. Anything else that escapes is a bug of ours.
 *
 * The message says what happened, with the offending value; `hint` says what to do.
 *
 * @example
 * const details = { hint: 'did you mean "prod"?' };
 * throw new UserError('UNKNOWN_STAGE', 'there is no stage "prdo"', details); // throws no stage "prdo"
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly subject: string | undefined;
  readonly problems: readonly string[];
  readonly hint: string;
  readonly exitCode: number;

  constructor(code: ErrorCode, message: string, details: UserErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.subject = details.subject;
    this.problems = details.problems ?? [];
    this.hint = details.hint ?? errorCatalogue[code].hint;
    this.exitCode = errorCatalogue[code].exitCode;
  }
}
