import type { LiveFunction } from '../live-function.ts';
import { shortCommit } from '../provenance.ts';
import { isUntouchedBuild } from './same-build.ts';

/**
 * Why a function gets other code, in words.
 *
 * @param changedInputs - source files that differ; undefined when nobody can tell
 */
export function describeCode(
  live: LiveFunction,
  changedInputs: readonly string[] | undefined = [],
): string {
  const [first, second, ...rest] = new Set(changedInputs.map(nameInput));
  if (first === undefined) {
    const { provenance, version, deployed } = live;
    if (provenance === undefined) {
      const over = deployed === undefined ? '' : ` over version ${deployed.version}`;
      return `code: version ${version} was published by hand${over}`;
    }
    const { commit } = provenance;
    const since = commit === 'none' ? '' : ` since ${shortCommit(commit)}`;
    return isUntouchedBuild(live)
      ? `code: the bundle differs${since}`
      : 'code: live was changed by hand';
  }
  const files = second === undefined ? first : `${first}, ${second}`;
  return `code: ${files}${rest.length === 0 ? '' : ` and ${rest.length} more`} changed`;
}

/** `node_modules/zod@4.6.7/index.js` is `zod@4.6.7`: a dependency changes as a whole. */
function nameInput(path: string): string {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
}
