import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateWorkspace } from './generate-workspace.ts';

const run = promisify(execFile);

/** A clone of HEAD with generated lambdas in the place of its own. */
export interface BenchWorkspace {
  readonly root: string;
  /** Of the lambdas. */
  readonly names: readonly string[];
}

export interface BenchWorkspaceOptions {
  /** The repository whose HEAD is measured. */
  readonly repository: string;
  /** A directory of its own, which the caller removes. */
  readonly scratch: string;
  readonly lambdas: number;
}

export async function makeWorkspace({
  repository,
  scratch,
  lambdas,
}: BenchWorkspaceOptions): Promise<BenchWorkspace> {
  const root = join(scratch, `workspace-${lambdas}`);
  await git(scratch, 'clone', '--quiet', repository, root);
  const names = await generateWorkspace(root, lambdas);
  await install(root, '--no-frozen-lockfile');
  await commit(root, 'generated');
  return { root, names };
}

export const git = (root: string, ...args: string[]): Promise<unknown> =>
  run('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@localhost', ...args], { cwd: root });

export async function commit(root: string, message: string): Promise<void> {
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', '--message', message);
}

export const install = (root: string, ...flags: string[]): Promise<unknown> =>
  run('pnpm', ['install', '--prefer-offline', ...flags], { cwd: root });

/** Neither artifacts nor turbo's cache: as nobody has built yet. */
export async function forgetBuilds({ root, names }: BenchWorkspace): Promise<void> {
  const directories = names.flatMap((name) => [
    join(root, 'lambdas', name, 'dist'),
    join(root, 'lambdas', name, '.turbo'),
  ]);
  const remove = (path: string) => rm(path, { recursive: true, force: true });
  await Promise.all([...directories, join(root, '.turbo')].map(remove));
}

/** Commits another threshold of the first lambda. */
export async function changeLeaf({ root, names: [name = ''] }: BenchWorkspace): Promise<void> {
  await replaceText(join(root, 'lambdas', name, 'rules.ts'), 'threshold = ', 'threshold = 1');
  await commit(root, 'another rule');
}

export async function replaceText(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
  await writeFile(file, text.replace(from, to));
}
