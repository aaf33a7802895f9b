import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lambdas, lockfileOf, makeConfiguredWorkspace } from '../test/configured-workspace.ts';
import { writeFiles } from '../test/temporary-root.ts';
import { repositoryRoot } from '../test/turbo-workspace.ts';
import { readTaskGraph } from './index.ts';

/** The lambdas whose hash another content of a file changes. */
async function rebuiltBy(path: string, text: string): Promise<readonly string[]> {
  const root = await makeConfiguredWorkspace();
  const { hashes: before } = await readTaskGraph(root, lambdas);
  await writeFiles(root, { [path]: text });
  const { hashes: after } = await readTaskGraph(root, lambdas);
  return lambdas
    .filter(({ packageName }) => before.get(packageName) !== after.get(packageName))
    .map(({ name }) => name);
}

const all = ['one', 'two', 'three'];

test('no cached task is given the tokens that turbo lets through to all by itself', async () => {
  const text = await readFile(join(repositoryRoot(), 'turbo.json'), 'utf8');
  const { tasks } = JSON.parse(text) as {
    readonly tasks: Readonly<
      Record<string, { readonly cache?: boolean; readonly passThroughEnv?: readonly string[] }>
    >;
  };
  const open = Object.entries(tasks).filter(([name, { cache, passThroughEnv = [] }]) => {
    // These run nothing: they only have a hash.
    if (cache === false || /^@tooling\/.*#build$/.test(name)) return false;
    return !['!GITHUB_TOKEN', '!TURBO_*', '!VERCEL_*'].every((one) => passThroughEnv.includes(one));
  });
  expect(open.map(([name]) => name)).toEqual([]);
});

describe('with this repository’s turbo.json', () => {
  test.each([
    ['lambdas/one/index.ts', ['one']],
    ['lambdas/one/lambda.config.ts', ['one']],
    ['lambdas/one/tsconfig.json', ['one']],
    ['lambdas/three/data.json', ['three']],
    ['packages/upper/src/index.ts', ['one']],
    ['packages/lower/src/index.ts', ['one', 'two']],
    ['packages/lower/tsconfig.json', ['one', 'two']],
    ['tsconfig.json', all],
    ['tooling/tsconfig/base.json', all],
    ['tooling/bundle/src/bundle-lambda.ts', all],
    ['tooling/core/src/config/lambda-config.ts', all],
    ['tooling/workspace/src/load-config.ts', all],
    ['tooling/deploy/src/commands/build-one.ts', all],
  ])('a change in %s builds %j', async (path, rebuilt) => {
    expect(await rebuiltBy(path, '{ "changed": true }')).toEqual(rebuilt);
  });

  test.each([
    ['of one lambda', 'tiny', ['one']],
    ['of another', 'other', ['two']],
    ['of a shared package', 'deep', ['one', 'two']],
    ['of the bundler', 'bundler', all],
    ['of what it stands on', 'checker', all],
    ['of the command line alone', 'commands', []],
    ['of the console’s page', 'pages', []],
  ])('another version of a dependency %s builds what has it', async (_, name, rebuilt) => {
    expect(await rebuiltBy('pnpm-lock.yaml', lockfileOf({ [name]: '1.0.1' }))).toEqual(rebuilt);
  });

  test.each([
    'README.md',
    'deploy.config.ts',
    'docs/pipeline.md',
    'lambdas/one/README.md',
    'lambdas/one/CHANGELOG.md',
    'lambdas/one/index.test.ts',
    'lambdas/one/dist/function.zip',
    'lambdas/one/.turbo/turbo-build.log',
    'lambdas/new/index.js',
    'packages/lower/README.md',
    'packages/lower/src/index.test.ts',
    'packages/unused/src/index.ts',
    'tooling/bundle/README.md',
    'tooling/bundle/vitest.config.ts',
    'tooling/bundle/src/bundle-lambda.test.ts',
    'tooling/bundle/test/workspace.ts',
    'tooling/core/vitest.config.ts',
    'tooling/core/test/examples.ts',
    'tooling/workspace/README.md',
    'tooling/workspace/vitest.config.ts',
    'tooling/workspace/test/git.ts',
    'tooling/deploy/src/commands/deploy.ts',
    'tooling/console/src/page/app.tsx',
    'tooling/console/src/server/create-console.ts',
    'tooling/console/dist/page/index.html',
  ])('a change in %s builds nothing', async (path) => {
    expect(await rebuiltBy(path, 'changed')).toEqual([]);
  });
});

test('every file that turbo.json names from the root is there', async () => {
  const text = await readFile(join(repositoryRoot(), 'turbo.json'), 'utf8');
  const named = [...text.matchAll(/"\$TURBO_ROOT\$\/([^"*]+)"/g)].map(([, path = '']) => path);
  expect(named).toContain('tooling/deploy/src/commands/build-one.ts');
  expect(named.filter((path) => !existsSync(join(repositoryRoot(), path)))).toEqual([]);
});
