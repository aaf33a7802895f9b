/**
 * A lambda's package, as far as a release is about it.
 *
 * @typedef {object} Versioned
 * @property {string} lambda
 * @property {string} name
 * @property {string} version
 * @property {string} changelog
 */

/**
 * What `lambda plan --json` says of a function.
 *
 * @typedef {object} Planned
 * @property {string} lambda
 * @property {string} action
 * @property {readonly string[]} reasons
 * @property {string} [pinnedVersion]
 */

/**
 * The versions that changesets has made and that nobody has tagged yet, as far as they are live: of those
 * a plan has nothing to do. The number that is live need not be the same, since a version of the same
 * bytes is not deployed again.
 *
 * @param {{ packages: readonly Versioned[], tags: readonly string[], planned: readonly Planned[] }} state
 * @returns {{ releases: import('./publish-releases.mjs').Release[], refused: { tag: string, why: string }[] }}
 */
export function listReleases({ packages, tags, planned }) {
  /** @type {import('./publish-releases.mjs').Release[]} */
  const releases = [];
  /** @type {{ tag: string, why: string }[]} */
  const refused = [];
  for (const { lambda, name, version, changelog } of packages) {
    const tag = `${name}@${version}`;
    const notes = notesOf(changelog, version);
    if (notes === undefined || tags.includes(tag)) continue;
    const why = whyNotLive(planned.find((one) => one.lambda === lambda));
    if (why === undefined) releases.push({ tag, notes });
    else refused.push({ tag, why });
  }
  return { releases, refused };
}

/**
 * The part of a changelog that is about one version.
 *
 * @param {string} changelog
 * @param {string} version
 */
function notesOf(changelog, version) {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((text) => text.split('\n', 1)[0]?.trim() === version);
  return part?.slice(part.indexOf('\n') + 1).trim();
}

/** @param {Planned | undefined} planned */
function whyNotLive(planned) {
  if (planned === undefined) return 'no plan says anything of it';
  if (planned.pinnedVersion !== undefined) return 'it was rolled back';
  return planned.action === 'none' ? undefined : (planned.reasons[0] ?? planned.action);
}
