import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of a SHA-256 in hex, enough that no two lockfiles of a repository have the same. */
const digits = 12;

/**
 * The beginning of the SHA-256 of pnpm-lock.yaml in hex, as `sha256sum` prints it: what packages a build
 * was made with. Line ends count as git keeps them, whatever a checkout makes of them.
 *
 * @returns undefined where there is no lockfile
 */
export async function readLockfileDigest(root: string): Promise<string | undefined> {
  const text = await readFile(join(root, 'pnpm-lock.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const hash = createHash('sha256').update(text.replaceAll('\r\n', '\n'));
  return hash.digest('hex').slice(0, digits);
}
