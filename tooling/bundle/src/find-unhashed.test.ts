import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dependingOn, makeWorkspace, type Sources } from '../test/workspace.ts';
import { bundleLambda } from './index.ts';

const importing = (specifier: string) =>
  `import value from '${specifier}';\nexport const handler = async () => value;`;

const value = 'export default 1;';

const problemsOf = async (options: { workspaceRoot: string; lambdaDirectory: string }) => {
  const error = await bundleLambda(options).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error === undefined) return [];
  expect(error).toMatchObject({ code: 'BUILD_FAILED', subject: 'lambdas/x' });
  return (error as { problems: string[] }).problems;
};

const problems = async (sources: Sources) => problemsOf(await makeWorkspace(sources));

const shared: Sources = {
  'packages/a/package.json': JSON.stringify({
    name: '@packages/a',
    exports: './index.js',
    devDependencies: { '@packages/b': 'workspace:^' },
  }),
  'packages/a/index.js': "export { default } from '@packages/b';",
  'packages/b/package.json': '{"name":"@packages/b","exports":"./index.js"}',
  'packages/b/index.js': value,
};

describe('takes', () => {
  test('packages that the lambda depends on, directly or not, also by their path', async () => {
    const lambda = { 'lambdas/x/package.json': dependingOn('@packages/a'), ...shared };
    const byName = { ...lambda, 'lambdas/x/index.mjs': importing('@packages/a') };
    const byPath = { ...lambda, 'lambdas/x/index.mjs': importing('../../packages/b/index.js') };
    expect(await problems(byName)).toEqual([]);
    expect(await problems(byPath)).toEqual([]);
  });

  test('a link whose target is covered', async () => {
    const options = await makeWorkspace({
      'lambdas/x/package.json': dependingOn('@packages/a'),
      'lambdas/x/index.mjs': importing('./linked.mjs'),
      ...shared,
    });
    const link = path.join(options.lambdaDirectory, 'linked.mjs');
    await symlink('../../packages/a/index.js', link);
    expect(await problemsOf(options)).toEqual([]);
  });

  test('what is installed, in the repository or in a store elsewhere', async () => {
    const name = 'node_modules/tiny';
    const tiny: Sources = {
      [`${name}/package.json`]: '{"name":"tiny","version":"1.0.0","main":"i.test.mjs"}',
      [`${name}/i.test.mjs`]: "export { default } from './README.md.mjs';",
      [`${name}/README.md.mjs`]: value,
    };
    expect(await problems({ 'lambdas/x/index.mjs': importing('tiny'), ...tiny })).toEqual([]);
    const options = await makeWorkspace({ 'lambdas/x/index.mjs': importing('tiny') });
    const { workspaceRoot: store } = await makeWorkspace(tiny);
    await mkdir(path.join(options.workspaceRoot, 'node_modules'));
    await symlink(path.join(store, name), path.join(options.workspaceRoot, name));
    expect(await problemsOf(options)).toEqual([]);
  });
});

describe('refuses, as a change in it would never be deployed', () => {
  const refused: Record<string, { sources: Sources; problem: string }> = {
    'a file of no package': {
      sources: {
        'lambdas/x/index.js':
          "const { a } = require('../../shared/util.js');\nexports.handler = async () => a;",
        'shared/util.js': 'exports.a = 1;',
      },
      problem: `lambdas/x/index.js:1:23: this is shared/util.js, which no package that lambdas/x depends on has: a change in it would never be deployed; move it into a package under packages/ and depend on it
    const { a } = require('../../shared/util.js');
                          ~~~~~~~~~~~~~~~~~~~~~~`,
    },
    'a file of another lambda': {
      sources: {
        'lambdas/x/index.mjs': importing('../y/util.mjs'),
        'lambdas/y/package.json': '{"name":"@lambdas/y"}',
        'lambdas/y/util.mjs': value,
      },
      problem: `lambdas/x/index.mjs:1:19: this is lambdas/y/util.mjs, which no package that lambdas/x depends on has: a change in it would never be deployed; move it into a package under packages/ and depend on it
    import value from '../y/util.mjs';
                      ~~~~~~~~~~~~~~~`,
    },
    'a package that was found and never declared': {
      sources: {
        'lambdas/x/package.json': dependingOn(),
        'lambdas/x/index.mjs': importing('@packages/b'),
        ...shared,
      },
      problem: `lambdas/x/index.mjs:1:19: this is packages/b/index.js, which no package that lambdas/x depends on has: a change in it would never be deployed; add it to lambdas/x/package.json: pnpm --filter @lambdas/x add --workspace @packages/b
    import value from '@packages/b';
                      ~~~~~~~~~~~~~`,
    },
    'a test': {
      sources: {
        'lambdas/x/index.mjs': importing('./deep/fixture.test.ts'),
        'lambdas/x/deep/fixture.test.ts': value,
      },
      problem: `lambdas/x/index.mjs:1:19: this is lambdas/x/deep/fixture.test.ts, which turbo.json leaves out of builds (**/*.test.ts): a change in it would never be deployed; move what is needed of it to a file of another name
    import value from './deep/fixture.test.ts';
                      ~~~~~~~~~~~~~~~~~~~~~~~~`,
    },
    "a shared package's test": {
      sources: {
        'lambdas/x/package.json': dependingOn('@packages/c'),
        'lambdas/x/index.mjs': importing('@packages/c'),
        'packages/c/package.json': '{"name":"@packages/c","exports":"./a.test.ts"}',
        'packages/c/a.test.ts': value,
      },
      problem: `lambdas/x/index.mjs:1:19: this is packages/c/a.test.ts, which turbo.json leaves out of builds (**/*.test.ts): a change in it would never be deployed; move what is needed of it to a file of another name
    import value from '@packages/c';
                      ~~~~~~~~~~~~~`,
    },
    'a README that is imported as text': {
      sources: {
        'lambdas/x/index.mjs':
          "import text from './README.md' with { type: 'text' };\nexport const handler = async () => text;",
        'lambdas/x/README.md': '# x',
      },
      problem: `lambdas/x/index.mjs:1:18: this is lambdas/x/README.md, which turbo.json leaves out of builds (README.md)`,
    },
    'a test that only a pattern names': {
      sources: {
        'lambdas/x/index.mjs':
          'export const handler = async ({ step }) => import(`./steps/${step}.ts`);',
        'lambdas/x/steps/one.ts': value,
        'lambdas/x/steps/one.test.ts': value,
      },
      problem:
        'lambdas/x/steps/one.test.ts, which turbo.json leaves out of builds (**/*.test.ts): a change in it would never be deployed; move what is needed of it to a file of another name',
    },
  };

  test.each(Object.entries(refused))('%s', async (_, { sources, problem }) => {
    expect(await problems(sources)).toEqual([expect.stringContaining(problem)]);
  });

  test('a link whose target is not covered', async () => {
    const options = await makeWorkspace({
      'lambdas/x/index.mjs': importing('./linked.mjs'),
      'shared/util.mjs': value,
    });
    await symlink('../../shared/util.mjs', path.join(options.lambdaDirectory, 'linked.mjs'));
    expect(await problemsOf(options)).toEqual([
      expect.stringContaining('index.mjs:1:19: this is shared/util.mjs, which no package'),
    ]);
  });

  test('an entry that is a link to such a file', async () => {
    const options = await makeWorkspace({
      'lambdas/x/package.json': '{}',
      'shared/index.mjs': 'export const handler = async () => 1;',
    });
    await symlink('../../shared/index.mjs', path.join(options.lambdaDirectory, 'index.mjs'));
    expect(await problemsOf(options)).toEqual([
      expect.stringMatching(/^the entry is shared\/index\.mjs, which no package/),
    ]);
  });
});

describe('what git ignores', () => {
  const sources: Sources = {
    '.gitignore': 'generated/\n',
    'lambdas/x/package.json': dependingOn('@packages/c'),
    'lambdas/x/index.mjs':
      "export { default } from './generated/a b.mjs';\nexport { handler } from '@packages/c';",
    'lambdas/x/generated/a b.mjs': value,
    'packages/c/package.json': '{"name":"@packages/c","exports":"./generated/c.mjs"}',
    'packages/c/generated/c.mjs': 'export const handler = async () => 1;',
  };

  test('is refused', async () => {
    const options = await makeWorkspace(sources);
    execFileSync('git', ['init', '--quiet'], { cwd: options.workspaceRoot });
    expect(await problemsOf(options)).toEqual([
      `lambdas/x/index.mjs:1:25: this is lambdas/x/generated/a b.mjs, which git ignores: a change in it would never be deployed; commit it
    export { default } from './generated/a b.mjs';
                            ~~~~~~~~~~~~~~~~~~~~~`,
      expect.stringContaining('this is packages/c/generated/c.mjs, which git ignores'),
    ]);
  });

  test('is taken when it is committed all the same', async () => {
    const options = await makeWorkspace(sources);
    const cwd = options.workspaceRoot;
    execFileSync('git', ['init', '--quiet'], { cwd });
    execFileSync('git', ['add', '--force', 'lambdas', 'packages'], { cwd });
    expect(await problemsOf(options)).toEqual([]);
  });

  test('is taken outside of git, where nobody can tell', async () => {
    expect(await problems(sources)).toEqual([]);
  });
});
