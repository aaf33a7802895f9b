import { exitCodes } from './error-catalogue.ts';
import type { Failure } from './failure.ts';
import { UserError } from './user-error.ts';

/** Any thrown value as plain data; what is no UserError is a bug of ours and says so. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof UserError) {
    const { code, message, problems, hint, exitCode } = error;
    return { code, message, problems, hint, exitCode };
  }
  return {
    code: 'BUG',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    problems: [],
    hint: 'this is a bug of the tool: report it with the text above',
    exitCode: exitCodes.bug,
  };
}

/** The exit code that says most: a bug before a moved live before wrong input before a failure. */
export function worstExitCode(codes: readonly number[]): number {
  const { bug, liveMoved, usage, functionFailed, done } = exitCodes;
  const order = [bug, liveMoved, usage, functionFailed];
  return order.find((code) => codes.includes(code)) ?? done;
}
