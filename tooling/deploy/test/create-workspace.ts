import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, '../../..');

/** Text by path from the root of the workspace; undefined deletes. */
export type Files = Readonly<Record<string, string | undefined>>;

/** A repository of its own in a temporary directory, with this repository's installed tools. */
export interface TestWorkspace {
  readonly root: string;
  write(files: Files): Promise<void>;
  /** Commits everything, as the author of nothing in particular. */
  commit(message: string, options?: { readonly allowEmpty: boolean }): Promise<string>;
  /** Has the working tree of another commit, as far as nothing was changed. */
  checkout(commit: string): Promise<void>;
  /** Makes the last commit one of another time. */
  recommit(date: Date): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const baseFiles: Files = {
  'package.json': JSON.stringify({ name: 'root', private: true, packageManager: 'pnpm@12.21.0' }),
  'pnpm-workspace.yaml': 'packages:\n  - lambdas/*\n  - packages/*\npmOnFail: ignore\n',
  'pnpm-lock.yaml': "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n",
  'turbo.json': JSON.stringify({
    tasks: {
      build: {
        dependsOn: ['^build'],
        inputs: ['$TURBO_DEFAULT$', '!**/*.test.ts', '!**/*.md'],
        outputs: ['dist/**'],
        passThroughEnv: [
          'LAMBDA_BUILD_SERVER',
          'pnpm_config_script_shell',
          '!GITHUB_TOKEN',
          '!TURBO_*',
          '!VERCEL_*',
        ],
      },
    },
  }),
  '.gitignore': 'node_modules\ndist\n.turbo\n.local\n',
  'deploy.config.ts': "export default { service: 'tests' };\n",
};

/** The manifest of a lambda that uses shared packages. */
export function lambdaManifest(name: string, packages: readonly string[] = []): string {
  const dependencies = Object.fromEntries(
    packages.map((one) => [`@packages/${one}`, 'workspace:*']),
  );
  const scripts = { build: 'lambda build' };
  return JSON.stringify({ name: `@lambdas/${name}`, type: 'module', scripts, dependencies });
}

/** The manifest of a shared package, whose only module is index.ts. */
export function packageManifest(name: string): string {
  return JSON.stringify({
    name: `@packages/${name}`,
    version: '1.0.0',
    type: 'module',
    sideEffects: false,
    exports: './index.ts',
  });
}

async function link(root: string, path: string, target: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(target, join(root, path));
}

/** What `pnpm install` would link: the tools, and the shared packages. */
async function linkModules(root: string, files: Files): Promise<void> {
  const modules = join(repository, 'node_modules');
  await link(root, 'node_modules/.bin', join(modules, '.bin'));
  await link(root, 'node_modules/turbo', join(modules, 'turbo'));
  const names = Object.keys(files).flatMap((path) => /^packages\/([^/]+)\//.exec(path)?.[1] ?? []);
  for (const name of new Set(names)) {
    await link(root, `node_modules/@packages/${name}`, join(root, 'packages', name));
  }
}

/** Makes a workspace of these files, commits it, and removes it when it is disposed of. */
export async function createWorkspace(files: Files): Promise<TestWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'workspace-'));
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], { cwd: root });
  const workspace: TestWorkspace = {
    root,
    async write(changes) {
      for (const [path, text] of Object.entries(changes)) {
        const file = join(root, path);
        if (text === undefined) {
          await rm(file, { recursive: true, force: true });
          continue;
        }
        await mkdir(dirname(file), { recursive: true });
        // As editors save: whoever watches sees no half of it.
        await writeFile(`${file}~`, text);
        await rename(`${file}~`, file);
      }
    },
    async commit(message, { allowEmpty } = { allowEmpty: false }) {
      await git('add', '--all');
      const flags = allowEmpty ? ['--allow-empty'] : [];
      await git('commit', '--quiet', '--message', message, ...flags);
      return (await git('rev-parse', 'HEAD')).stdout.trim();
    },
    async checkout(commit) {
      await git('checkout', '--quiet', '--detach', commit);
    },
    async recommit(date) {
      const env = { ...process.env, GIT_COMMITTER_DATE: date.toISOString() };
      const args = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit'];
      await run('git', [...args, '--amend', '--quiet', '--no-edit'], { cwd: root, env });
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
  await workspace.write({ ...baseFiles, ...files });
  await linkModules(root, files);
  await git('init', '--quiet');
  await workspace.commit('first');
  return workspace;
}
