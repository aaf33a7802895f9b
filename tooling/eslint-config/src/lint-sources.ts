import { ESLint } from 'eslint';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { createEslintConfig } from './create-eslint-config.ts';

/** What the lint says about one file: `rule: message`, line by line. */
export type Findings = Readonly<Record<string, readonly string[]>>;

const tsconfig = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    strict: true,
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
  },
  include: ['*.ts', 'lambdas', 'packages', 'tooling'],
};

/** Lints a repository of these files, by path, with the configuration of this one. */
export async function lintSources(files: Readonly<Record<string, string>>): Promise<Findings> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'lint-sources-')));
  try {
    await writeFiles(root, { 'tsconfig.json': JSON.stringify(tsconfig), ...files });
    const eslint = new ESLint({
      cwd: root,
      overrideConfigFile: true,
      baseConfig: createEslintConfig(root),
    });
    const results = await eslint.lintFiles('.');
    return Object.fromEntries(
      results.map(({ filePath, messages }) => [
        relative(root, filePath).split(sep).join('/'),
        messages.map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message}`),
      ]),
    );
  } finally {
    await rm(root, { recursive: true });
  }
}

async function writeFiles(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
