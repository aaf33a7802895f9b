import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One hash of all files that match, of those in the workspace; empty where none does. */
export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const files = globSync([...patterns], { cwd: workspace })
    .filter((path) => statSync(join(workspace, path)).isFile())
    .toSorted();
  if (files.length === 0) return '';
  const whole = createHash('sha256');
  for (const file of files) {
    whole.update(
      createHash('sha256')
        .update(readFileSync(join(workspace, file)))
        .digest(),
    );
  }
  return whole.digest('hex');
}
