import { UserError } from '@tooling/core';

/** What a promise is rejected with, which must be a UserError. */
export async function caughtFrom(promise: Promise<unknown>): Promise<UserError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw new Error('nothing that a user can act on was thrown', { cause: error });
}
