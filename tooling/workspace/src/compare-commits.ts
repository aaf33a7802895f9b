import type { CommitRelation } from '@tooling/core';
import { git } from './git.ts';

const bare = (commit: string) => commit.replace(/-dirty$/, '');

const linesOf = (text = '') => text.split('\n').filter((line) => line !== '');

/** Those of the commits that are in this clone. */
async function knownOf(root: string, commits: readonly string[]): Promise<ReadonlySet<string>> {
  const format = '--batch-check=%(objecttype) %(objectname)';
  const answer = await git(root, ['cat-file', format], `${commits.join('\n')}\n`);
  const found = linesOf(answer).flatMap((line) => /^commit ([0-9a-f]+)$/.exec(line)?.[1] ?? []);
  return new Set(found);
}

/** Those of the commits that come after another one. */
async function newerThan(
  root: string,
  commit: string,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  // Everything on the ways from the one commit to the others, the others included.
  const args = ['rev-list', '--ancestry-path', '--stdin'];
  const between = await git(root, args, [`^${commit}`, ...commits, ''].join('\n'));
  return new Set(linesOf(between));
}

/** Those of the commits that are not among what a commit was made of; undefined when git fails. */
async function beside(
  root: string,
  commit: string,
  commits: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const missing = await git(
    root,
    ['rev-list', '--stdin'],
    [`^${commit}`, ...commits, ''].join('\n'),
  );
  return missing === undefined ? undefined : new Set(linesOf(missing));
}

async function isShallow(root: string): Promise<boolean> {
  return (await git(root, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
}

function relationOf(isNewer: boolean, isBeside: boolean, isCut: boolean): CommitRelation {
  if (isNewer) return 'newer';
  if (!isBeside) return 'included';
  return isCut ? 'unknown' : 'diverged';
}

/**
 * How commits stand to the one of the working tree, in a few calls of git however many there are. In a
 * shallow clone the way between two commits may be cut: then nothing is known of them.
 *
 * @param commit - of the working tree, with or without `-dirty`; `none` outside of git
 * @param others - commits in full, with or without `-dirty`; anything else is unknown
 */
export async function compareCommits(
  root: string,
  commit: string,
  others: readonly string[],
): Promise<Readonly<Record<string, CommitRelation>>> {
  const base = bare(commit);
  const ids = [...new Set(others.map(bare))].filter(
    (id) => id !== base && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id),
  );
  const relations = new Map<string, CommitRelation>(base === 'none' ? [] : [[base, 'included']]);
  if (base !== 'none' && ids.length > 0) {
    const known = await knownOf(root, ids);
    const [newer, others, isCut] = await Promise.all([
      newerThan(root, base, [...known]),
      beside(root, base, [...known]),
      isShallow(root),
    ]);
    for (const id of known)
      relations.set(
        id,
        relationOf(newer.has(id), others?.has(id) ?? true, isCut || others === undefined),
      );
  }
  return Object.fromEntries(others.map((one) => [one, relations.get(bare(one)) ?? 'unknown']));
}
