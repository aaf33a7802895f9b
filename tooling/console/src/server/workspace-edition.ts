import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Another text whenever a file may have changed that reading the workspace reads: so a thousand lambdas
 * are not read again each time that somebody looks. What configurations import is not among them: Node
 * keeps that for as long as it runs anyway.
 *
 * Synchronous, because waiting for each of some thousand files takes three times as long.
 */
export function workspaceEdition(root: string): string {
  const hash = createHash('sha256');
  const add = (directory: string, isRead: (name: string) => boolean) => {
    const names = namesIn(directory);
    hash.update(`${names.join('/')}\n`);
    for (const name of names.filter(isRead)) {
      const stats = statSync(join(directory, name), { throwIfNoEntry: false });
      if (stats !== undefined) hash.update(`${stats.ino} ${stats.ctimeMs} ${stats.size}\n`);
    }
  };
  add(root, (name) => /^(?:deploy\.config\.|pnpm-workspace\.yaml$)/.test(name));
  const lambdas = join(root, 'lambdas');
  for (const name of namesIn(lambdas)) {
    const directory = join(lambdas, name);
    hash.update(`${name}:`);
    add(directory, (file) => /^(?:package\.json$|lambda\.config\.|events$)/.test(file));
    add(join(directory, 'events'), (file) => file.endsWith('.json'));
  }
  return hash.digest('hex');
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
