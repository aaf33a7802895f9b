/**
 * What changesets would release.
 *
 * @typedef {object} ReleaseStatus
 * @property {readonly { summary: string, releases: readonly { name: string }[] }[]} changesets
 * @property {readonly { name: string, type: string, oldVersion: string, newVersion: string }[]} releases
 */

/**
 * The text of the pull request that releases it: what people wrote, and the version of each package.
 *
 * @param {ReleaseStatus} status
 */
export function describeVersions({ changesets, releases }) {
  const notes = changesets.map(({ summary }) => `- ${summary.trim().split('\n')[0] ?? ''}`);
  const rows = releases
    .filter(({ type }) => type !== 'none')
    .map(({ name, oldVersion, newVersion }) => `| ${name} | ${oldVersion} | ${newVersion} |`);
  return [
    'Merging this gives these packages their versions. Once what they say is live, each lambda gets its tag and its release. It is written anew after each push to `main`.',
    notes.join('\n'),
    ['| package | from | to |', '| --- | --- | --- |', ...rows].join('\n'),
    '',
  ].join('\n\n');
}
