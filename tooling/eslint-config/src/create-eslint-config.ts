import comments from '@eslint-community/eslint-plugin-eslint-comments';
import js from '@eslint/js';
import vitest from '@vitest/eslint-plugin';
import type { Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import globals from 'globals';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import {
  configFiles,
  ignoredFiles,
  javascriptFiles,
  sources,
  testFiles,
  typescriptFiles,
} from './file-groups.ts';
import { layerEntries } from './layer-entries.ts';
import { javascriptRules, sourceRules, testRules, typescriptRules } from './rules.ts';

/**
 * The lint of the whole repository.
 *
 * @param root - The directory of the one tsconfig.json. One program for everything is what makes
 * typed rules quick: a program for each package takes fifty times as long.
 *
 * @example
 * export default createEslintConfig(import.meta.dirname);
 */
export function createEslintConfig(root: string): Linter.Config[] {
  return defineConfig(
    { name: 'ignored', ignores: ignoredFiles },
    {
      name: 'sources',
      files: [sources],
      extends: [js.configs.recommended],
      plugins: { comments, 'import-x': importX },
      linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
      settings: {
        'import-x/resolver-next': [
          createNodeResolver({
            extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json'],
          }),
        ],
        'import-x/extensions': ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs'],
      },
      rules: sourceRules,
    },
    {
      name: 'typescript',
      files: typescriptFiles,
      extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
      languageOptions: {
        parserOptions: {
          // The page runs in browsers, whose names are no others': it is a program of its own.
          project: [
            join(root, 'tsconfig.json'),
            join(root, 'tooling/console/src/page/tsconfig.json'),
          ],
          tsconfigRootDir: root,
        },
      },
      rules: typescriptRules,
    },
    {
      name: 'javascript',
      files: javascriptFiles,
      plugins: { '@typescript-eslint': tseslint.plugin },
      languageOptions: { parser: tseslint.parser, globals: globals.node },
      rules: javascriptRules,
    },
    {
      name: 'tests',
      files: testFiles,
      extends: [vitest.configs.recommended],
      rules: testRules,
    },
    layerEntries(),
    {
      name: 'configuration files',
      files: configFiles,
      rules: { 'import-x/no-default-export': 'off' },
    },
  );
}
