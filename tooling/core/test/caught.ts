import { UserError } from '../src/index.ts';

/** The UserError that something throws; whatever else it throws is thrown on. */
export function caught(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
