import { expect, test } from 'vitest';
import type { Bundled } from '@tooling/core/graph';
import { renderReport } from './render-report.ts';
import { layOutTreemap } from './treemap.ts';

const bundleOf = (lambda: string, files: Readonly<Record<string, number>>): Bundled => ({
  lambda,
  manifest: {
    zipBytes: 1200,
    unzippedBytes: 3000,
    inputs: Object.entries(files).map(([path, bundledBytes]) => ({
      path,
      sizeBytes: 10,
      bundledBytes,
    })),
  } as unknown as Bundled['manifest'],
});

test('gives each file an area by its bytes, within its package', () => {
  const parts = [
    {
      name: 'a',
      bytes: 0,
      parts: [
        { name: 'a/1', bytes: 300 },
        { name: 'a/2', bytes: 100 },
      ],
    },
    { name: 'b', bytes: 400 },
  ];
  const tiles = layOutTreemap({ name: 'all', bytes: 0, parts }, 800, 400);
  const areaOf = (name: string) => {
    const { width = 0, height = 0 } = tiles.find((tile) => tile.name === name) ?? {};
    return width * height;
  };
  expect(tiles.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['a', 400],
    ['b', 400],
    ['a/1', 300],
    ['a/2', 100],
  ]);
  expect(areaOf('a') / areaOf('b')).toBeCloseTo(1, 1);
  expect(areaOf('a/1') / areaOf('a/2')).toBeCloseTo(3, 0);
});

test('leads from the overview to each lambda, and says in words what is drawn', () => {
  const html = renderReport([
    bundleOf('light', { 'lambdas/light/index.ts': 100, 'node_modules/zod@4.0.0/core.js': 0 }),
    bundleOf('heavy', {
      'lambdas/heavy/index.ts': 100,
      'packages/model/src/fit.ts': 200,
      'node_modules/zod@4.0.0/v4/core.js': 700,
    }),
  ]);
  expect(html).toContain('<a href="#lambda-heavy"><g');
  expect(html).toContain('id="lambda-heavy"');
  expect(html).toContain('<title>zod@4.0.0: 700 B, 70.0 %</title>');
  expect(html).toContain('<title>v4/core.js: 700 B, 70.0 %</title>');
  expect(html).toContain('<td>@packages/model</td><td>200 B</td><td>20.0 %</td>');
  expect(html).toContain('<tr><td>zod@4.0.0</td><td>1</td><td>700 B</td></tr>');
  expect(html).toContain('read, and nothing left of it: zod@4.0.0');
});

test('asks for nothing, runs nothing, and lets no name become markup', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='y'>&amp;\u0000`;
  const html = renderReport([
    bundleOf(hostile, {
      [`node_modules/${hostile.replaceAll('/', '')}@1/${hostile}`]: 10,
      [`lambdas/x/${hostile}`]: 20,
    }),
    bundleOf('other', { 'lambdas/other/index.ts': 1 }),
  ]);
  expect(html).not.toMatch(/<script|<img/);
  expect(html).not.toContain('\0');
  expect(html).toContain('&lt;script&gt;');
  expect(html.replaceAll('http-equiv', '')).not.toMatch(/https?:|src=(?!x onerror)|url\(|@import/);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('stays small with a thousand lambdas', () => {
  const files = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [
      `node_modules/p${index % 9}@1.0.0/${index}.js`,
      index,
    ]),
  );
  const names = Array.from({ length: 1000 }, (_, index) => `lambda-${index}`);
  expect(renderReport(names.map((name) => bundleOf(name, files))).length).toBeLessThan(40_000_000);
});
