import { createHash } from 'node:crypto';

/** Plain keys stay readable; `~` cannot occur in them, so a hashed name never equals a plain one. */
const plain = /^[a-z0-9][a-z0-9._-]{0,149}$/;

/**
 * A file name for any key: the key itself where that is safe on every file system, else a readable
 * beginning and a hash. Upper case is hashed too, because `A` and `a` are one file on some disks.
 */
export function safeFileName(key: string): string {
  if (plain.test(key)) return key;
  const readable = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 60);
  return `${readable}~${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
}
