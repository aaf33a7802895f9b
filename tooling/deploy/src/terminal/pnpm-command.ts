import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import type { Host } from '../host.ts';

/**
 * How somebody at this machine's shell runs pnpm: as `pnpm` where it is installed, else through npx.
 * What scripts find on their PATH, the repository's own and npx's, the shell does not.
 */
export function pnpmCommand(root: string, { env }: Host): string {
  const directories = (env.PATH ?? '')
    .split(delimiter)
    .filter((path) => !path.startsWith(root) && !path.split(sep).includes('_npx'));
  const names = process.platform === 'win32' ? ['pnpm.cmd', 'pnpm.exe'] : ['pnpm'];
  const isInstalled = directories.some((path) =>
    names.some((name) => existsSync(join(path, name))),
  );
  return isInstalled ? 'pnpm' : 'npx --yes pnpm@12';
}
