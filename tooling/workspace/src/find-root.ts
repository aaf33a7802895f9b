import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '@tooling/core/build';

/**
 * The root of the repository: the nearest directory above that has a pnpm-workspace.yaml.
 *
 * @throws UserError WORKSPACE_INVALID
 */
export function findRoot(directory: string): string {
  for (let current = directory; ; current = dirname(current)) {
    if (existsSync(join(current, 'pnpm-workspace.yaml'))) return current;
    if (dirname(current) === current) break;
  }
  throw new UserError('WORKSPACE_INVALID', `${directory} is not inside a pnpm workspace`, {
    hint: 'run the command inside the repository',
  });
}
