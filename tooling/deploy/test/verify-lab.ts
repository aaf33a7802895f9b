import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createWorkspace, type Files, type TestWorkspace } from './create-workspace.ts';

const repository = resolve(import.meta.dirname, '../../..');

/** The tools that a checkout of a test workspace installs: links to this repository's own. */
const tools = {
  turbo: join(repository, 'node_modules/turbo'),
  '@tooling/deploy': join(repository, 'tooling/deploy'),
};

/** A link of the lockfile, from a directory in the temporary one: the workspace, and each checkout. */
async function lockedTools(): Promise<string> {
  const from = join(await realpath(tmpdir()), 'workspace');
  return Object.entries(tools)
    .map(([name, path]) => {
      const quoted = name.startsWith('@') ? `'${name}'` : name;
      return `      ${quoted}:\n        specifier: link:${path}\n        version: link:${relative(from, path)}\n`;
    })
    .join('');
}

/** A workspace that `pnpm install` can install in another place, from nothing but this repository. */
export async function verifiableWorkspace(
  files: Files,
  scripts: Readonly<Record<string, string>> = {},
): Promise<TestWorkspace> {
  const links = Object.entries(tools).map(([name, path]) => [name, `link:${path}`] as const);
  return createWorkspace({
    'package.json': JSON.stringify({
      name: 'root',
      private: true,
      packageManager: 'pnpm@12.21.0',
      scripts,
      devDependencies: Object.fromEntries(links),
    }),
    'pnpm-lock.yaml': `lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\nimporters:\n\n  .:\n    devDependencies:\n${await lockedTools()}`,
    ...files,
  });
}

/** A lambda that answers a text. */
export const lambdaFiles = (name: string, text: string): Files => ({
  [`lambdas/${name}/package.json`]: JSON.stringify({
    name: `@lambdas/${name}`,
    scripts: { build: 'lambda build' },
  }),
  [`lambdas/${name}/index.js`]: `exports.handler = async () => '${text}';\n`,
});
