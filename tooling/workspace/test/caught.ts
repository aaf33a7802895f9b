import { UserError } from '@tooling/core';

/** The UserError that something fails with; whatever else it fails with is thrown on. */
export async function caught(run: () => unknown): Promise<UserError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
