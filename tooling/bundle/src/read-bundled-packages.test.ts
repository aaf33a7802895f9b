import { strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { makeWorkspace } from '../test/workspace.ts';
import { buildArtifact, readBundledPackages, zipFiles } from './index.ts';

const text = (path: string, contents: string) => ({ path, contents: strToU8(contents) });

test('names the npm packages of which something is in the bundle', async () => {
  const { zip } = await buildArtifact(
    await makeWorkspace({
      'lambdas/x/index.ts':
        "import a from 'a';\nimport { one } from '@scope/b';\nexport const handler = async () => [a, one];",
      'lambdas/x/node_modules/a/package.json': '{"name":"a","version":"1.2.3"}',
      'lambdas/x/node_modules/a/index.js': 'module.exports = 1;',
      'lambdas/x/node_modules/@scope/b/package.json':
        '{"name":"@scope/b","version":"2.0.0-rc.1","type":"module","exports":"./b.js","sideEffects":false}',
      'lambdas/x/node_modules/@scope/b/b.js':
        "import c from 'c';\nexport const one = 'one';\nexport const two = () => c;",
      'lambdas/x/node_modules/c/package.json': '{"name":"c","version":"9.0.0","sideEffects":false}',
      'lambdas/x/node_modules/c/index.js': 'module.exports = 3;',
    }),
  );
  expect(readBundledPackages(zip)).toEqual(
    expect.arrayContaining([
      { name: 'a', version: '1.2.3' },
      { name: '@scope/b', version: '2.0.0-rc.1' },
    ]),
  );
});

test('names those that are installed beside it, and none of their inner directories', () => {
  const zip = zipFiles([
    text('index.mjs', ''),
    text('index.mjs.map', '{"version":3,"sources":["lambdas/x/index.ts"]}'),
    text('node_modules/@img/sharp/package.json', '{"name":"@img/sharp","version":"0.34.5"}'),
    text('node_modules/@img/sharp/lib/package.json', '{"name":"inner","version":"1.0.0"}'),
    text('node_modules/broken/package.json', '{'),
  ]);
  expect(readBundledPackages(zip)).toEqual([{ name: '@img/sharp', version: '0.34.5' }]);
});

test('says nothing of a zip of others', () => {
  expect(readBundledPackages(zipFiles([text('index.js', 'exports.handler = 1')]))).toBeUndefined();
  expect(readBundledPackages(zipFiles([text('index.js.map', 'no JSON')]))).toBeUndefined();
});
