import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Lambda } from '@tooling/core';
import { makeRoot, type Files } from './temporary-root.ts';

/** The root of this repository, wherever it is: the nearest directory above with a turbo.json. */
export function repositoryRoot(directory = import.meta.dirname): string {
  if (existsSync(join(directory, 'turbo.json'))) return directory;
  if (dirname(directory) === directory) throw new Error('no turbo.json above the tests');
  return repositoryRoot(dirname(directory));
}

/** What a lambda of these workspaces builds with: a program of its own, no bundler. */
const buildScript = 'node build.mjs';

export const lambdaFiles = (name: string, build: string, dependencies: object = {}): Files => ({
  [`lambdas/${name}/package.json`]: JSON.stringify({
    name: `@lambdas/${name}`,
    version: '1.0.0',
    scripts: { build: buildScript },
    dependencies,
  }),
  [`lambdas/${name}/build.mjs`]: build,
});

/** A build that succeeds and writes what it was made of. */
export const goodBuild = `
import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('dist', { recursive: true });
writeFileSync('dist/built.txt', process.env.TURBO_HASH);
console.log('built');
`;

export const lambdaOf = (name: string): Lambda => ({
  name,
  packageName: `@lambdas/${name}`,
  packageVersion: '1.0.0',
  directory: `lambdas/${name}`,
  config: {},
});

/** A workspace that turbo and pnpm accept, with this repository's own turbo and pnpm. */
export async function makeTurboWorkspace(files: Files): Promise<string> {
  const repository = repositoryRoot();
  const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    readonly packageManager: string;
  };
  const importers = Object.keys(files)
    .filter((path) => /^(?:lambdas|packages)\/[^/]+\/package\.json$/.test(path))
    .map((path) => `  ${dirname(path)}: {}\n`);
  const root = await makeRoot({
    'package.json': JSON.stringify({
      name: 'temporary',
      private: true,
      packageManager: manifest.packageManager,
    }),
    'pnpm-workspace.yaml': 'packages:\n  - lambdas/*\n  - packages/*\npmOnFail: ignore\n',
    'pnpm-lock.yaml': `lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n${importers.join('')}`,
    '.gitignore': 'node_modules/\ndist/\n.turbo/\n',
    'turbo.json': JSON.stringify({
      tasks: { build: { dependsOn: ['^build'], outputs: ['dist/**'] } },
    }),
    ...files,
  });
  await mkdir(join(root, 'node_modules', '.bin'), { recursive: true });
  const modules = join(repository, 'node_modules');
  await symlink(await realpath(join(modules, 'turbo')), join(root, 'node_modules', 'turbo'));
  for (const program of ['node', 'pnpm']) {
    await symlink(join(modules, '.bin', program), join(root, 'node_modules', '.bin', program));
  }
  return root;
}
