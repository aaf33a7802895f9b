import { UserError } from '../errors/user-error.ts';
import type { FunctionHistory } from '../apply/version-store.ts';

const bare = (commit: string) => commit.replace(/-dirty$/, '');

/** The commits, with or without `-dirty`, that versions of these functions were deployed of. */
export function commitsOf(histories: readonly FunctionHistory[]): readonly string[] {
  const commits = histories.flatMap(({ versions }) =>
    versions.flatMap(({ provenance }) => provenance?.commit ?? []),
  );
  return [...new Set(commits)];
}

/**
 * The commit that a text is the beginning of.
 *
 * @param text - seven hex digits or more, with `-dirty` where that was meant
 * @returns in full, and with `-dirty` as in the text; undefined when nothing was deployed of it
 * @throws UserError USAGE when it is the beginning of several
 */
export function findCommit(text: string, commits: readonly string[]): string | undefined {
  const found = [...new Set(commits.map(bare))].filter((one) => one.startsWith(bare(text)));
  const [commit] = found;
  if (found.length > 1) {
    throw new UserError('USAGE', `--to ${text}: ${found.length} commits begin like that`, {
      problems: found.toSorted(),
      hint: 'give more digits of the one that is meant',
    });
  }
  return commit === undefined || !text.endsWith('-dirty') ? commit : `${commit}-dirty`;
}
