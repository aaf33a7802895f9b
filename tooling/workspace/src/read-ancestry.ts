import { git } from './git.ts';

/**
 * A commit and everything before it, as far as this clone has it; the commit itself is the first.
 *
 * @param commit - hex, at least seven digits of it
 * @returns empty when the clone does not know it, or knows several that begin like that
 */
export async function readAncestry(root: string, commit: string): Promise<ReadonlySet<string>> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return new Set();
  const found = await git(root, ['rev-list', commit, '--']);
  return new Set((found ?? '').split('\n').filter((line) => line !== ''));
}
