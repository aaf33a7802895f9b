import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeDirectory, makeWorkspace, writeSources, type Sources } from '../test/workspace.ts';
import { bundleLambda } from './index.ts';

const addon = 'lambdas/x/node_modules/sharpy';

/** Sources and the problem that they must give, as the user reads it. */
const broken: Record<string, { sources: Sources; problem: string }> = {
  'a syntax error': {
    sources: {
      'lambdas/x/index.ts': 'export const handler = async () => {\n\treturn { é: 1 ;\n};',
    },
    problem: `lambdas/x/index.ts:2:16: Expected "}" but found ";"
    return { é: 1 ;
                  ^`,
  },
  'a syntax error in CommonJS': {
    sources: { 'lambdas/x/index.js': 'exports.handler = async () => {\n  const x = ;\n};' },
    problem: `lambdas/x/index.js:2:13: Unexpected ";"
    const x = ;
              ^`,
  },
  'a package that is not installed': {
    sources: {
      'lambdas/x/package.json': '{"name":"@lambdas/x"}',
      'lambdas/x/index.mjs': "import pad from '@scope/pad/left';\nexport const handler = pad;",
    },
    problem: `lambdas/x/index.mjs:1:17: Could not resolve "@scope/pad/left"
    import pad from '@scope/pad/left';
                    ~~~~~~~~~~~~~~~~~
    add it to lambdas/x/package.json: pnpm --filter @lambdas/x add @scope/pad`,
  },
  'a package of the workspace that a shared package forgot to name': {
    sources: {
      'lambdas/x/index.mjs': "export { handler } from '../../packages/a/index.mjs';",
      'packages/a/package.json': '{"name":"@packages/a"}',
      'packages/a/index.mjs': "export { handler } from '@packages/b';",
    },
    problem: `packages/a/index.mjs:1:25: Could not resolve "@packages/b"
    export { handler } from '@packages/b';
                            ~~~~~~~~~~~~~
    add it to packages/a/package.json: pnpm --filter @packages/a add --workspace @packages/b`,
  },
  'an optional dependency that a package needs after all': {
    sources: {
      'lambdas/x/index.mjs': "export { handler } from 'web';",
      'lambdas/x/node_modules/web/package.json': '{"name":"web","version":"1.0.0","main":"m.js"}',
      'lambdas/x/node_modules/web/m.js': "exports.handler = require('engine');",
    },
    problem: `lambdas/x/node_modules/web/m.js:1:27: Could not resolve "engine"
    exports.handler = require('engine');
                              ~~~~~~~~
    web wants it and did not bring it along, as with an optional or peer dependency: add engine to the package that depends on web`,
  },
  'a slip in the name of a file': {
    sources: {
      'lambdas/x/index.mjs': "import { fit } from './lib/fitt.mjs';\nexport const handler = fit;",
      'lambdas/x/lib/fit.mjs': 'export const fit = 1;',
    },
    problem: `lambdas/x/index.mjs:1:21: Could not resolve "./lib/fitt.mjs"
    import { fit } from './lib/fitt.mjs';
                        ~~~~~~~~~~~~~~~~
    did you mean "./lib/fit.mjs"?`,
  },
  'a slip in the name of a builtin': {
    sources: { 'lambdas/x/index.mjs': "import fs from 'fs/promise';\nexport const handler = fs;" },
    problem: `lambdas/x/index.mjs:1:16: Could not resolve "fs/promise"
    import fs from 'fs/promise';
                   ~~~~~~~~~~~~
    did you mean "node:fs/promises"?`,
  },
  'a slip in the name of a builtin with node:': {
    sources: {
      'lambdas/x/index.mjs':
        "// 'node:fss'\nimport fs from 'node:fss';\nexport const handler = fs;",
    },
    problem: `lambdas/x/index.mjs:2:16: "node:fss" is not a module of Node.js; did you mean "node:fs"?
    import fs from 'node:fss';
                   ~~~~~~~~~~`,
  },
  'an import by URL': {
    sources: { 'lambdas/x/index.mjs': "export { handler } from 'https://example.com/x.js';" },
    problem: `lambdas/x/index.mjs:1:25: "https://example.com/x.js" cannot be imported when the function runs
    export { handler } from 'https://example.com/x.js';
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~`,
  },
  'an export that is not there': {
    sources: {
      'lambdas/x/index.mjs': "import { fitt } from './fit.mjs';\nexport const handler = fitt;",
      'lambdas/x/fit.mjs': 'export const fit = 1;',
    },
    problem: `lambdas/x/index.mjs:1:10: No matching export in "lambdas/x/fit.mjs" for import "fitt"
    import { fitt } from './fit.mjs';
             ~~~~`,
  },
  'a native addon': {
    sources: {
      'lambdas/x/index.js': "exports.handler = require('sharpy').resize;",
      [`${addon}/package.json`]: '{"name":"sharpy","version":"1.0.0"}',
      [`${addon}/index.js`]: "module.exports = require('./build/sharpy.node');",
      [`${addon}/build/sharpy.node`]: new Uint8Array([0x7f, 0x45, 0x4c, 0x46]),
    },
    problem: `${addon}/index.js:1:26: No loader is configured for ".node" files: ${addon}/build/sharpy.node
    module.exports = require('./build/sharpy.node');
                             ~~~~~~~~~~~~~~~~~~~~~
    sharpy is, or brings, a native addon, which cannot be bundled: name it, or the package that imports it, in \`bundling: { external: ['sharpy'] }\` of lambda.config.ts`,
  },
  'a file that is no module': {
    sources: {
      'lambdas/x/index.mjs': "import rows from './rows.csv';\nexport const handler = rows;",
      'lambdas/x/rows.csv': '1,2',
    },
    problem: `lambdas/x/index.mjs:1:18: No loader is configured for ".csv" files: lambdas/x/rows.csv
    import rows from './rows.csv';
                     ~~~~~~~~~~~~
    say what an import of it gives in lambda.config.ts: \`bundling: { loaders: { '.csv': 'text' } }\`, or put the file into the zip with \`bundling.files\``,
  },
  'top-level await in CommonJS': {
    sources: {
      'lambdas/x/index.cjs': 'const x = await load();\nexports.handler = async () => x;',
    },
    problem: `lambdas/x/index.cjs:1:11: Top-level await is currently not supported with the "cjs" output format
    const x = await load();
              ~~~~~
    CommonJS cannot wait while it loads: make the entry an ES module (index.mjs, or "type": "module" in its package.json) or move the await into the handler`,
  },
  'a broken package.json': {
    sources: {
      'lambdas/x/index.js': 'exports.handler = 1',
      'lambdas/x/package.json': '{ "type": ',
    },
    problem: `lambdas/x/package.json:1:11: Unexpected end of file in JSON
    { "type":
              ^`,
  },
};

test.each(Object.entries(broken))('explains %s', async (_, { sources, problem }) => {
  await expect(bundleLambda(await makeWorkspace(sources))).rejects.toMatchObject({
    name: 'UserError',
    code: 'BUILD_FAILED',
    subject: 'lambdas/x',
    message: 'the bundler found an error',
    problems: [problem],
  });
});

test('reports all problems at once, and not hundreds', async () => {
  const imports = Array.from({ length: 25 }, (_, n) => `import './absent-${n}.js';`);
  const options = await makeWorkspace({ 'lambdas/x/index.mjs': imports.join('\n') });
  const problems = expect.objectContaining({ length: 21, 20: 'and 5 more' }) as string[];
  await expect(bundleLambda(options)).rejects.toMatchObject({
    message: 'the bundler found 25 errors',
    problems,
  });
});

test('reports at once what is wrong with the banner, the sources, the files and the handler', async () => {
  const bundling = { banner: 'const = 1;', files: [{ from: 'absent.txt' }] };
  const sound = await makeWorkspace({ 'lambdas/x/index.mjs': 'export const other = 1;' });
  await expect(bundleLambda({ ...sound, bundling })).rejects.toMatchObject({
    code: 'BUILD_FAILED',
    message: 'the bundler found 3 errors',
    problems: [
      expect.stringMatching(/^bundling.banner: Unexpected token/),
      'lambdas/x/index.mjs does not export "handler"; it exports other',
      expect.stringContaining('absent.txt'),
    ],
  });
  const broken = await makeWorkspace({ 'lambdas/x/index.mjs': 'export const = 1;' });
  await expect(bundleLambda({ ...broken, bundling })).rejects.toMatchObject({
    problems: [
      expect.stringMatching(/^bundling.banner: Unexpected token/),
      expect.stringContaining('lambdas/x/index.mjs:1:14: '),
      expect.stringContaining('absent.txt'),
    ],
  });
});

test('shows the part of a long line that an error is in', async () => {
  const options = await makeWorkspace({
    'lambdas/x/index.js': `${'a();'.repeat(50_000)} const = 1; ${'b();'.repeat(50_000)}`,
  });
  const error = await bundleLambda(options).catch((caught: unknown) => caught);
  const [problem = ''] = (error as { problems: string[] }).problems;
  const [head, excerpt = '', caret = ''] = problem.split('\n');
  expect(head).toBe('lambdas/x/index.js:1:200008: Expected identifier but found "="');
  expect(excerpt.length).toBeLessThan(110);
  expect(excerpt[caret.indexOf('^')]).toBe('=');
});

test('refuses a file outside of the repository, which no other machine has', async () => {
  const options = await makeWorkspace({
    'lambdas/x/index.mjs': "export { handler } from './linked.mjs';",
  });
  const elsewhere = await makeDirectory();
  await writeSources(elsewhere, { 'a.mjs': 'export const handler = 1;' });
  await symlink(path.join(elsewhere, 'a.mjs'), path.join(options.lambdaDirectory, 'linked.mjs'));
  await expect(bundleLambda(options)).rejects.toMatchObject({
    code: 'BUILD_FAILED',
    problems: [
      `lambdas/x/index.mjs:1:25: this is ${elsewhere}/a.mjs, outside of the repository: another machine would not have it; copy it into the repository
    export { handler } from './linked.mjs';
                            ~~~~~~~~~~~~~~`,
    ],
  });
});

test('refuses an entry that is a link out of the repository', async () => {
  const options = await makeWorkspace({ 'lambdas/x/package.json': '{}' });
  const elsewhere = await makeDirectory();
  await writeSources(elsewhere, { 'a.mjs': 'export const handler = 1;' });
  await symlink(path.join(elsewhere, 'a.mjs'), path.join(options.lambdaDirectory, 'index.mjs'));
  await expect(bundleLambda(options)).rejects.toMatchObject({
    code: 'BUILD_FAILED',
    problems: [expect.stringContaining(`the entry is ${elsewhere}/a.mjs, outside`)],
  });
});

test('refuses a package that was found above the repository', async () => {
  const above = await makeDirectory();
  await writeSources(above, {
    'node_modules/stray/package.json': '{"name":"stray","version":"1.0.0"}',
    'node_modules/stray/index.js': 'exports.handler = 1;',
    'repository/lambdas/x/index.mjs': "export { handler } from 'stray';",
  });
  const workspaceRoot = path.join(above, 'repository');
  const lambdaDirectory = path.join(workspaceRoot, 'lambdas/x');
  await expect(bundleLambda({ workspaceRoot, lambdaDirectory })).rejects.toMatchObject({
    code: 'BUILD_FAILED',
    problems: [expect.stringContaining(`this is stray of ${above}/node_modules, above the repo`)],
  });
});

test('does not read a tsconfig.json above the repository', async () => {
  const above = await makeDirectory();
  await writeSources(above, {
    'tsconfig.json': '{"compilerOptions":{"paths":{"secret":["./secret.ts"]}}}',
    'secret.ts': 'export const handler = 1;',
    'repository/lambdas/x/index.ts': "export { handler } from 'secret';",
  });
  const workspaceRoot = path.join(above, 'repository');
  const lambdaDirectory = path.join(workspaceRoot, 'lambdas/x');
  await expect(bundleLambda({ workspaceRoot, lambdaDirectory })).rejects.toMatchObject({
    problems: [expect.stringContaining('Could not resolve "secret"')],
  });
});
