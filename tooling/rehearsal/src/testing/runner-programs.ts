import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from './small-repository.ts';

/**
 * What GitHub's image has installed, as a PATH: the machine's programs, a Node, and an `npx` that has
 * the one package that our workflows ask it for, without asking a registry.
 */
export async function installRunnerPrograms(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  await symlink(process.execPath, join(directory, 'node'));
  const pnpm = join(repositoryRoot, 'node_modules/pnpm');
  const { version } = JSON.parse(await readFile(join(pnpm, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const npx = join(directory, 'npx');
  await writeFile(
    npx,
    `#!/usr/bin/env bash
set -eu
[ "$1" = --yes ] || { echo "rehearsal: npx is asked for $*" >&2; exit 1; }
[ "$2" = pnpm@${version} ] || { echo "rehearsal: npx has pnpm@${version} and nothing else, not $2" >&2; exit 1; }
shift 2
exec '${join(repositoryRoot, 'node_modules/.bin/pnpm')}' "$@"
`,
  );
  await chmod(npx, 0o755);
  const machine = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((path) => !path.includes('node_modules'));
  return [directory, ...machine].join(delimiter);
}
