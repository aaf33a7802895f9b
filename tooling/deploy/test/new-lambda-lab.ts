import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createWorkspace, type TestWorkspace } from './create-workspace.ts';

const repository = resolve(import.meta.dirname, '../../..');

export interface Checked {
  readonly exitCode: number;
  readonly output: string;
}

/** A workspace with the checks of this repository. */
export interface NewLambdaLab extends AsyncDisposable {
  readonly workspace: TestWorkspace;
  /** Runs a program of the repository's node_modules at the root of the workspace. */
  check(program: string, ...args: readonly string[]): Promise<Checked>;
  /** All files below a directory, sorted, from the root. */
  list(directory: string): Promise<readonly string[]>;
  read(path: string): Promise<string>;
}

// By its address, since its own package may not be imported here: it is the lint that is tried.
const eslintConfig = `
import { createEslintConfig } from '${join(repository, 'tooling/eslint-config/src/index.ts')}';
export default createEslintConfig(import.meta.dirname);
`;

const files = {
  'eslint.config.mjs': eslintConfig,
  'tsconfig.json': JSON.stringify({
    extends: join(repository, 'tooling/tsconfig/base.json'),
    include: ['lambdas'],
  }),
};

/** What lambdas find beside the tools: pnpm hoists it for all of them. */
const hoisted = ['vitest', '@types', '@tooling'];

export async function startNewLambdaLab(): Promise<NewLambdaLab> {
  const copied = ['.prettierrc.json', '.prettierignore', '.editorconfig'];
  const texts = copied.map(async (name) => [name, await readText(repository, name)] as const);
  const workspace = await createWorkspace({
    ...files,
    ...Object.fromEntries(await Promise.all(texts)),
  });
  const { root } = workspace;
  await mkdir(join(root, 'lambdas'));
  for (const name of hoisted) await link(root, `node_modules/${name}`);
  return {
    workspace,
    check: (program, ...args) =>
      new Promise((done) => {
        const bin = join(root, 'node_modules/.bin');
        const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` };
        execFile(join(bin, program), args, { cwd: root, env }, (error, out, err) => {
          done({ exitCode: error === null ? 0 : Number(error.code), output: out + err });
        });
      }),
    async list(directory) {
      const entries = await readdir(join(root, directory), {
        recursive: true,
        withFileTypes: true,
      });
      return entries
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
        .sort();
    },
    read: (path) => readText(root, path),
    [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose](),
  };
}

const readText = (root: string, path: string) => readFile(join(root, path), 'utf8');

async function link(root: string, path: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(join(repository, path), join(root, path));
}
