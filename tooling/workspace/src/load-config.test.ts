import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lambdaConfigSchema } from '@tooling/core';
import { describe, expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { makeRoot, type Files } from '../test/temporary-root.ts';
import { loadConfig } from './load-config.ts';

const load = (root: string) => loadConfig(root, 'lambdas/one', 'lambda.config', lambdaConfigSchema);

const failure = async (files: Files) => {
  const root = await makeRoot(files);
  const error = await caught(() => load(root));
  // Paths as the user knows them: where the repository is says nothing.
  expect([error.message, ...error.problems].join('\n')).not.toContain(root);
  return error;
};

test('is not held up by files that only begin like it', async () => {
  const files = {
    'lambda.config.test.ts': '',
    'lambda.config.json.bak': '',
    'lambda.configs.json': '',
  };
  const root = await makeRoot(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`lambdas/one/${name}`, text])),
  );
  expect(await load(root)).toBeUndefined();
});

test('is undefined where there is no file', async () => {
  expect(await load(await makeRoot())).toBeUndefined();
});

describe('loads', () => {
  const typed = 'export default { timeout: 9 as number } satisfies { timeout: number };';
  test.each([
    ['lambda.config.ts', typed],
    ['lambda.config.mts', typed],
    ['lambda.config.js', 'export default { timeout: 9 };'],
    ['lambda.config.js', 'module.exports = { timeout: 9 };'],
    ['lambda.config.mjs', 'export default await Promise.resolve({ timeout: 9 });'],
  ])('%s: %s', async (name, text) => {
    expect(await load(await makeRoot({ [`lambdas/one/${name}`]: text }))).toEqual({ timeout: 9 });
  });

  test('what the file says now, also when this process has read it before', async () => {
    const file = 'lambdas/one/lambda.config.ts';
    const root = await makeRoot({ [file]: 'export default { timeout: 9 };' });
    expect(await load(root)).toEqual({ timeout: 9 });
    await writeFile(join(root, file), 'export default { timeout: 8 };');
    expect(await load(root)).toEqual({ timeout: 8 });
  });

  test('what the file imports', async () => {
    const root = await makeRoot({
      'lambdas/one/lambda.config.ts':
        "import { timeout } from '../common.ts';\nexport default { timeout };",
      'lambdas/common.ts': 'export const timeout: number = 9;',
    });
    expect(await load(root)).toEqual({ timeout: 9 });
  });
});

describe('refuses', () => {
  test.each(['json', 'cjs', 'cts', 'yaml', 'yml', 'toml', 'json5', 'jsonc'])(
    'a lambda.config.%s, which would be passed over in silence',
    async (extension) => {
      const name = `lambda.config.${extension}`;
      const error = await failure({ [`lambdas/one/${name}`]: '{ "timeout": 9 }' });
      expect(error.message).toBe(`lambdas/one/${name} is not read`);
      expect(error.hint).toContain('write it as lambda.config.ts');
    },
  );

  test('a configuration with wrong fields, all of them at once', async () => {
    const text = 'export default { timeout: 0, memory: 512 };';
    const error = await failure({ 'lambdas/one/lambda.config.ts': text });
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      subject: 'lambdas/one/lambda.config.ts',
      problems: [
        'timeout: 0 is below 1',
        'memory: there is no such field; did you mean memorySize?',
      ],
    });
  });

  test('a file without a default export', async () => {
    const text = 'export const config = { timeout: 9 };';
    const error = await failure({ 'lambdas/one/lambda.config.ts': text });
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'lambdas/one/lambda.config.ts has no default export',
      hint: 'write `export default { … }`',
    });
  });

  test('two files, naming both', async () => {
    const text = 'export default {};';
    const error = await failure({
      'lambdas/one/lambda.config.ts': text,
      'lambdas/one/lambda.config.mjs': text,
    });
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      subject: 'lambdas/one',
      problems: ['lambdas/one/lambda.config.ts', 'lambdas/one/lambda.config.mjs'],
      hint: 'keep one of them',
    });
  });
});

describe('a file that cannot be loaded is shown with the place and the reason', () => {
  test.each([
    [
      'a syntax error in TypeScript',
      'lambda.config.ts',
      'export default {\n  timeout: ;\n};',
      'SyntaxError: Expression expected',
      ['lambdas/one/lambda.config.ts:2', '  timeout: ;'],
    ],
    [
      'a syntax error in JavaScript',
      'lambda.config.mjs',
      'export default {\n  timeout: ;\n};',
      "SyntaxError: Unexpected token ';'",
      ['lambdas/one/lambda.config.mjs:2', '  timeout: ;', '           ^'],
    ],
    [
      'TypeScript that cannot be stripped',
      'lambda.config.ts',
      'enum Level { Low }\nexport default {};',
      'SyntaxError: TypeScript enum is not supported in strip-only mode',
      ['lambdas/one/lambda.config.ts:1', 'enum Level { Low }', '^^^^^^^^^^^^^^^^^^'],
    ],
    [
      'something that it throws',
      'lambda.config.mjs',
      'const read = () => {\n  throw new TypeError("no TIMEOUT");\n};\nexport default read();',
      'TypeError: no TIMEOUT',
      ['at read (lambdas/one/lambda.config.mjs:2:9)'],
    ],
    [
      'something thrown that is no error',
      'lambda.config.mjs',
      'throw "no TIMEOUT";',
      'no TIMEOUT',
      [],
    ],
    [
      'a module that is not there',
      'lambda.config.mjs',
      "import './nothing.mjs';",
      "Error: Cannot find module 'lambdas/one/nothing.mjs' imported from lambdas/one/lambda.config.mjs",
      [],
    ],
  ])('%s', async (_, name, text, reason, place) => {
    const error = await failure({ [`lambdas/one/${name}`]: text });
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: `lambdas/one/${name} cannot be loaded: ${reason}`,
      subject: `lambdas/one/${name}`,
    });
    expect(error.problems).toEqual(expect.arrayContaining(place));
    expect(error.cause).toBeDefined();
  });
});
