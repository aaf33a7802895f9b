import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lambdaOf, makeTurboWorkspace, repositoryRoot } from './turbo-workspace.ts';
import type { Files } from './temporary-root.ts';

export const lambdas = ['one', 'two', 'three'].map(lambdaOf);

/** Dependencies by the directory of a package. Names with a scope are packages of the workspace. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'lambdas/one': ['@packages/upper', 'tiny'],
  'lambdas/two': ['@packages/lower', 'other'],
  'lambdas/three': [],
  'packages/upper': ['@packages/lower'],
  'packages/lower': ['deep'],
  'packages/unused': [],
  'tooling/core': ['checker'],
  'tooling/bundle': ['@tooling/core', 'bundler'],
  'tooling/workspace': ['@tooling/core'],
  'tooling/console': ['@tooling/core', '@tooling/bundle', '@tooling/workspace', 'pages'],
  'tooling/deploy': ['@tooling/bundle', '@tooling/workspace', '@tooling/console', 'commands'],
  'tooling/tsconfig': [],
};

const installed = Object.values(packages)
  .flat()
  .filter((name) => !name.startsWith('@'));

function manifestOf(directory: string): string {
  const dependencies = (packages[directory] ?? []).map((name) => [
    name,
    name.startsWith('@') ? 'workspace:*' : '^1.0.0',
  ]);
  return JSON.stringify({
    name: `@${directory}`,
    version: '1.0.0',
    scripts: /^lambdas|console/.test(directory) ? { build: 'true' } : {},
    dependencies: Object.fromEntries(dependencies) as unknown,
  });
}

function importerOf(directory: string, versions: Readonly<Record<string, string>>): string {
  const lines = (packages[directory] ?? []).map((name) =>
    name.startsWith('@')
      ? `      '${name}':\n        specifier: workspace:*\n        version: link:../../${name.slice(1)}`
      : `      ${name}:\n        specifier: ^1.0.0\n        version: ${versions[name] ?? '1.0.0'}`,
  );
  return lines.length === 0
    ? `  ${directory}: {}`
    : [`  ${directory}:`, '    dependencies:', ...lines].join('\n');
}

/** The lockfile with 1.0.0 of everything, but for what is given. */
export function lockfileOf(versions: Readonly<Record<string, string>> = {}): string {
  const keys = installed.map((name) => `${name}@${versions[name] ?? '1.0.0'}`);
  const lines = [
    "lockfileVersion: '9.0'",
    'importers:',
    '  .: {}',
    ...Object.keys(packages).map((directory) => importerOf(directory, versions)),
    'packages:',
    ...keys.map((key) => `  ${key}:\n    resolution: {integrity: sha512-${btoa(key)}}`),
    'snapshots:',
    ...keys.map((key) => `  ${key}: {}`),
  ];
  return `${lines.join('\n\n')}\n`;
}

/** Root files of this repository that decide what turbo makes of it. */
const rootFiles = ['turbo.json', 'pnpm-workspace.yaml', 'tsconfig.json', '.gitignore'];

/** Tiny packages below this repository's own root configuration. */
export async function makeConfiguredWorkspace(): Promise<string> {
  const read = (path: string) => readFile(join(repositoryRoot(), path), 'utf8');
  const manifest = JSON.parse(await read('package.json')) as object;
  const copies = await Promise.all(
    rootFiles.map(async (path) => [path, await read(path)] as const),
  );
  const files: Files = {
    ...(Object.fromEntries(copies) as Files),
    // What the root installs is in no lockfile of ours.
    'package.json': JSON.stringify({ ...manifest, devDependencies: {} }),
    'pnpm-lock.yaml': lockfileOf(),
    'tooling/tsconfig/base.json': '{}',
    'tooling/deploy/src/commands/build-one.ts': '',
  };
  const manifests = Object.keys(packages).map((directory) => [
    `${directory}/package.json`,
    manifestOf(directory),
  ]);
  return makeTurboWorkspace({ ...files, ...(Object.fromEntries(manifests) as Files) });
}
