import { expect, test } from 'vitest';
import { dependingOn, makeWorkspace, type Sources } from '../test/workspace.ts';
import { bundleLambda } from './index.ts';

const lambda = `import { sum } from '@packages/p';
export const handler = async (event: number[]) => {
  const total = sum(event);
  return { total, mean: total / event.length };
};
`;

const shared = `export const sum = (values: readonly number[]): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
`;

/** What runs, without its source map. */
async function codeOf(changes: Sources): Promise<string> {
  const { files } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.ts': lambda,
      'lambdas/x/package.json': dependingOn('@packages/p'),
      'packages/p/package.json':
        '{"name":"@packages/p","type":"module","sideEffects":false,"exports":"./index.ts"}',
      'packages/p/index.ts': shared,
      ...changes,
    }),
  );
  return new TextDecoder().decode(files[0]?.contents);
}

// Long, and of rare letters: what esbuild would count when it chooses names.
const rare = 'zzzqqqjjjxxxwwwkkk'.repeat(40);

test.each<[string, Sources]>([
  [
    'an export that nobody uses',
    { 'packages/p/index.ts': `${shared}export const unused = () => '${rare}';\n` },
  ],
  ['a type', { 'packages/p/index.ts': `${shared}export type Rare = { ${rare}: '${rare}' };\n` }],
  ['a comment', { 'packages/p/index.ts': `// ${rare}\n${shared}` }],
  [
    'a module that nobody uses',
    {
      'packages/p/index.ts': `${shared}export * from './rare.ts';\n`,
      'packages/p/rare.ts': `export const rare = '${rare}';\n`,
    },
  ],
])('%s changes no byte of what runs', async (_, changes) => {
  expect(await codeOf(changes)).toBe(await codeOf({}));
});

test('names nothing after the place of a module that is loaded on demand', async () => {
  const code = await codeOf({
    'lambdas/x/index.ts':
      "export const handler = async () => ((await import('./late.ts')).late, require('./old.cjs'));",
    'lambdas/x/late.ts': "export const late = 'late';",
    'lambdas/x/old.cjs': "exports.old = 'old';",
  });
  expect(code).toMatch(/"late".*"old"|"old".*"late"/s);
  expect(code).not.toMatch(/late\.ts|old\.cjs/);
});

test('tells Node which exports a CommonJS bundle of an ES module has', async () => {
  const { files } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.cts': 'export const handler = async () => 1;\nexport const other = 2;\n',
    }),
  );
  const code = new TextDecoder().decode(files[0]?.contents);
  expect(code).toContain('0&&(module.exports={handler,other});\n//# sourceMappingURL=');
});
