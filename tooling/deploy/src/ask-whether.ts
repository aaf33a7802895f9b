import { confirm, isCancel } from '@clack/prompts';
import { UserError } from '@tooling/core';
import type { Host } from './host.ts';

/**
 * Asks a question that is answered by yes or no; no, where nobody can be asked.
 *
 * @throws UserError INTERRUPTED by Ctrl-C or Escape
 */
export async function askWhether(message: string, { terminal, signal }: Host): Promise<boolean> {
  if (terminal === undefined) return false;
  const answer = await confirm({ ...terminal, signal, message, initialValue: false });
  if (isCancel(answer)) throw new UserError('INTERRUPTED', 'interrupted, and nothing was changed');
  return answer;
}
