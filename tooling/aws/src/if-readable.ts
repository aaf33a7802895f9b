import { describeFailure, UserError, type FunctionState } from '@tooling/core';
import { translating } from './translate-error.ts';

/**
 * Reads one function of many: what AWS keeps back of it, or fails at, must not keep all the others from
 * being read. Credentials and the network are matters of all.
 *
 * @param refused - collects what it could not be read for
 */
export async function ifReadable(
  functionName: string,
  read: () => Promise<FunctionState>,
  refused: UserError[] = [],
): Promise<FunctionState> {
  try {
    return await translating(functionName, read);
  } catch (error) {
    if (!(error instanceof UserError) || ofAll.has(error.code)) throw error;
    // What AWS answered with, but for this or that; a cause is what a request failed with.
    if (error.cause !== undefined) refused.push(error);
    return { kind: 'unreadable', failure: describeFailure(error) };
  }
}

const ofAll: ReadonlySet<string> = new Set([
  'CREDENTIALS_MISSING',
  'NETWORK_FAILED',
  'INTERRUPTED',
]);
