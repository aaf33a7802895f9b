/**
 * A version of a lambda that is to be tagged.
 *
 * @typedef {object} Release
 * @property {string} tag As changesets names it: `@lambdas/predict@1.2.0`.
 * @property {string} notes Markdown.
 */

/**
 * Makes a release with its tag for each that has none yet.
 *
 * @param {import('./open-github.mjs').GitHub} github
 * @param {{ releases: readonly Release[], commit: string }} wanted
 * @returns {Promise<readonly { tag: string, outcome: 'published' | 'unchanged' }[]>}
 */
export async function publishReleases(github, { releases, commit }) {
  /** @type {{ tag: string, outcome: 'published' | 'unchanged' }[]} */
  const outcomes = [];
  for (const { tag, notes } of releases) {
    const found = await github.call('GET', `/releases/tags/${encodeURIComponent(tag)}`);
    if (found === undefined) {
      await github.call('POST', '/releases', {
        tag_name: tag,
        target_commitish: commit,
        name: tag,
        body: notes,
        prerelease: /@\d+\.\d+\.\d+-/.test(tag),
      });
    }
    outcomes.push({ tag, outcome: found === undefined ? 'published' : 'unchanged' });
  }
  return outcomes;
}
