import type { ErrorCode } from './error-catalogue.ts';
import type { Failure } from './failure.ts';
import { UserError } from './user-error.ts';

/** What was told as data, for those who cannot go on with it. Only of failures of the catalogue. */
export function userErrorOf({ code, message, problems, hint }: Failure): UserError {
  return new UserError(code as ErrorCode, message, { problems, hint });
}
