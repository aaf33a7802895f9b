import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, '../../..');
const modules = join(repository, 'node_modules');

/** Whatever it builds is like nothing that was built before: equal bytes were not built twice. */
const build = `
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('dist', { recursive: true });
writeFileSync('dist/function.zip', randomBytes(4096));
`;

const lambdaFiles = (name: string) => ({
  [`lambdas/${name}/package.json`]: JSON.stringify({
    name: `@lambdas/${name}`,
    scripts: { build: 'node build.mjs', test: 'node --eval "1"' },
  }),
  [`lambdas/${name}/build.mjs`]: build,
});

/** What this repository says of a remote cache, over two small lambdas. */
async function sourceFiles(): Promise<Readonly<Record<string, string>>> {
  const read = async (path: string) =>
    JSON.parse(await readFile(join(repository, path), 'utf8')) as Record<string, unknown>;
  const { remoteCache } = await read('turbo.json');
  const { packageManager } = await read('package.json');
  return {
    'package.json': JSON.stringify({ name: 'temporary', private: true, packageManager }),
    'pnpm-workspace.yaml': 'packages:\n  - lambdas/*\npmOnFail: ignore\n',
    'pnpm-lock.yaml':
      "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n  lambdas/one: {}\n  lambdas/two: {}\n",
    '.gitignore': 'node_modules/\ndist/\n.turbo/\n',
    'turbo.json': JSON.stringify({
      remoteCache,
      tasks: { build: { outputs: ['dist/**'] }, test: { outputs: [] } },
    }),
    ...lambdaFiles('one'),
    ...lambdaFiles('two'),
  };
}

export interface TurboRun {
  /** Both streams. */
  readonly output: string;
  /** Of four tasks, turbo's own count. */
  readonly cached: number;
}

/** A checkout with no cache of its own yet. */
export interface Clone {
  readonly root: string;
  /** Builds and tests. @throws when turbo fails */
  run(cache: Readonly<Record<string, string>>): Promise<TurboRun>;
  /** What it has of a lambda; undefined when that was never built. */
  readZip(name: string): Promise<Buffer | undefined>;
  /** As if it had just been cloned. */
  forget(): Promise<void>;
}

function openClone(root: string): Clone {
  const env = {
    PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    // Neither a login nor settings of whoever runs the tests.
    HOME: join(root, '.turbo'),
    XDG_CONFIG_HOME: join(root, '.turbo'),
    // On a busy machine an answer may take longer than whoever builds would wait for it.
    TURBO_REMOTE_CACHE_TIMEOUT: '60',
    TURBO_TELEMETRY_DISABLED: '1',
    NO_UPDATE_NOTIFIER: '1',
    pnpm_config_verify_deps_before_run: 'false',
  };
  const zip = (name: string) => join(root, 'lambdas', name, 'dist', 'function.zip');
  return {
    root,
    async run(cache) {
      const options = { cwd: root, env: { ...env, ...cache } };
      const { stdout, stderr } = await run('turbo', ['run', 'build', 'test'], options);
      const output = `${stdout}${stderr}`;
      return { output, cached: Number(/(\d+) cached, 4 total/.exec(output)?.[1]) };
    },
    readZip: async (name) => (existsSync(zip(name)) ? readFile(zip(name)) : undefined),
    async forget() {
      const paths = ['.turbo', ...['one', 'two'].map((name) => `lambdas/${name}/dist`)];
      for (const path of paths) await rm(join(root, path), { recursive: true, force: true });
    },
  };
}

/** Two clones of one commit in directories of their own, for one test. */
export async function makeTwoClones(): Promise<readonly [Clone, Clone]> {
  const directory = await mkdtemp(join(tmpdir(), 'clones-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const origin = join(directory, 'origin');
  for (const [path, text] of Object.entries(await sourceFiles())) {
    await mkdir(dirname(join(origin, path)), { recursive: true });
    await writeFile(join(origin, path), text);
  }
  const git = (cwd: string, ...args: string[]) =>
    run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], { cwd });
  await git(origin, 'init', '--quiet');
  await git(origin, 'add', '--all');
  await git(origin, 'commit', '--quiet', '--message', 'first');
  const clone = async (name: string) => {
    const root = join(directory, name);
    await git(directory, 'clone', '--quiet', origin, root);
    // What `pnpm install` would link.
    await mkdir(join(root, 'node_modules'));
    for (const one of ['turbo', '.bin']) {
      await symlink(join(modules, one), join(root, 'node_modules', one));
    }
    return openClone(root);
  };
  return [await clone('first'), await clone('second')];
}
