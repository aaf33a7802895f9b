import type { FileDifference } from '@tooling/core';
import { UserError } from '@tooling/core/build';
import { unzipSync } from 'fflate';

/**
 * The files that are not the same in what is live and in what was built, sorted by path. Empty where
 * only the zips around them differ.
 *
 * @throws UserError ARTIFACT_INVALID when what is live is no zip that can be read
 */
export function compareZips(live: Uint8Array, rebuilt: Uint8Array): readonly FileDifference[] {
  const before = unzip(live);
  const after = unzip(rebuilt);
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [one, other] = [before.get(path), after.get(path)];
    if (one !== undefined && other !== undefined && Buffer.compare(one, other) === 0) return [];
    return [
      { path, ...(one && { liveBytes: one.length }), ...(other && { rebuiltBytes: other.length }) },
    ];
  });
}

function unzip(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    const files = Object.entries(unzipSync(zip));
    return new Map(files.filter(([path]) => !path.endsWith('/')));
  } catch (cause) {
    const message = `the code that is live is no zip that can be read: ${(cause as Error).message}`;
    throw new UserError('ARTIFACT_INVALID', message, { cause, hint: 'deploy it again' });
  }
}
