/** Characters that GitHub takes in a comment, an issue or a pull request. */
const longest = 65_536;

/** The account that a workflow's own token writes as. */
const author = 'github-actions[bot]';

/**
 * What a text of ours begins with, so that the next run finds it. Nobody sees it.
 *
 * @param {string} marker
 */
const markOf = (marker) => `<!-- ${marker} -->\n`;

/**
 * A body with its mark, as long as GitHub takes it.
 *
 * @param {string} marker
 * @param {string} text
 */
export function markedBody(marker, text) {
  const body = markOf(marker) + text;
  if (body.length <= longest) return body;
  const end = '\n\nCut here: GitHub takes no more than this. The rest stands in the run.\n';
  const cut = body.slice(0, longest - end.length);
  return cut.slice(0, Math.max(cut.lastIndexOf('\n'), markOf(marker).length)) + end;
}

/**
 * Whether this is what an earlier run wrote. Anybody may write the mark: only the author tells.
 *
 * @param {string} marker
 * @param {{ body?: string | null, user?: { login: string } | null }} written
 */
export const isMarked = (marker, { body, user }) =>
  user?.login === author && (body ?? '').replaceAll('\r\n', '\n').startsWith(markOf(marker));
