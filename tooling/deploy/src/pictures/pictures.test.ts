import type { FunctionPlan, Plan } from '@tooling/core';
import { expect, test } from 'vitest';
import { createStyles } from '../terminal/styles.ts';
import { formatTree } from '../terminal/format-tree.ts';
import { pictureOfBundle, pictureOfReach } from './picture-of-bundle.ts';
import { pictureOfPlan, sortForPicture } from './picture-of-plan.ts';
import { renderMermaid } from './render-mermaid.ts';
import { renderSvg } from './render-svg.ts';

const planned = (lambda: string, action: FunctionPlan['action']) =>
  ({ lambda, functionName: lambda, action, reasons: ['so'] }) as unknown as FunctionPlan;

const planOf = (functions: readonly FunctionPlan[], dependencies: Plan['dependencies']) =>
  ({ stage: 'dev', functions, dependencies }) as unknown as Plan;

const plan = planOf(
  [planned('apart', 'none'), planned('beside', 'none'), planned('changed', 'update')],
  {
    'lambdas/beside': ['packages/model'],
    'lambdas/changed': ['packages/data', 'packages/model'],
    'packages/data': ['packages/model'],
    'packages/model': ['packages/store'],
  },
);
const draw = (one: Plan, nodes = 100, edges = 100) =>
  pictureOfPlan(one, sortForPicture(one), { nodes, edges });
const plain = createStyles(false);

test('a plan is a tree: what is changed first, each package in full once', () => {
  expect(formatTree(draw(plan), plain)).toBe(
    [
      'changed  update',
      '├─ packages/data',
      '│  └─ packages/model',
      '│     └─ packages/store',
      '└─ packages/model …',
      'beside  none',
      '└─ packages/model …',
      'apart  none',
      '',
    ].join('\n'),
  );
});

test('a tree is coloured by what is done, and ends where nobody reads on', () => {
  const many = Array.from({ length: 50 }, (_, index) => planned(`f${index}`, 'create'));
  const tree = formatTree(draw(planOf(many, {})), createStyles(true));
  expect(tree).toContain('\u001b[32mf0  create\u001b[39m');
  expect(tree).toContain('and 10 more');
  const wide = planOf([planned('f', 'blocked')], {
    'lambdas/f': Array.from({ length: 30 }, (_, index) => `packages/p${index}`),
  });
  expect(formatTree(draw(wide), plain)).toContain('└─ and 10 more');
});

test('a picture has room for so much, and says what it leaves out', () => {
  const few = draw(plan, 4);
  expect(few.nodes.map(({ id }) => id)).toEqual([
    'lambdas/changed',
    'packages/data',
    'packages/model',
    'packages/store',
  ]);
  expect(few.leftOut).toBe('and 2 more functions');
  expect(draw(plan, 100, 1).nodes).toEqual([
    { id: 'lambdas/apart', label: 'apart', note: 'none', action: 'none', isPackage: false },
  ]);
});

test('a plan as mermaid', () => {
  const text = renderMermaid(draw(plan));
  expect(text).toContain('flowchart LR\n  accTitle: What a deploy to stage dev would do\n');
  expect(text).toContain('  n0["changed"]:::update\n  n1(["packages/data"])\n');
  expect(text).toContain('  n0 --> n1\n');
  expect(text).toContain('  classDef update ');
});

test('a bundle and a reach are drawn with their bytes', () => {
  const files = [{ path: 'x', sizeBytes: 1, bundledBytes: 1, sha256: '' }];
  const bundle = pictureOfBundle('predict', [
    { name: 'zod', version: '4.0.0', bundledBytes: 750, files },
    { name: 'lambdas/predict', bundledBytes: 250, files },
    { name: '@packages/model', bundledBytes: 0, files },
  ]);
  expect(formatTree(bundle, plain)).toBe(
    'predict  250 B, 25.0 % of its own\n├─ zod@4.0.0  750 B, 75.0 %\n└─ @packages/model  0 B, 0.0 %\n',
  );
  const reach = pictureOfReach({
    package: 'zod',
    lambdas: [{ lambda: 'predict', bundledBytes: 750 }],
    shakenOff: ['ingest'],
  });
  expect(formatTree(reach, plain)).toBe('zod\n├─ predict  750 B\n└─ ingest  nothing left of it\n');
  expect(renderMermaid(reach)).toContain('n1["predict (750 B)"]');
});

test('SVG needs nothing else, is readable to all, and lets no name become markup', () => {
  const hostile = '<script>"x"</script>&\u0000';
  const svg = renderSvg({
    title: hostile,
    description: hostile,
    root: 'from',
    leftOut: 'and 3 more functions',
    nodes: [
      { id: 'a', label: hostile, note: 'update', action: 'update', isPackage: false },
      { id: 'b', label: 'x'.repeat(300), isPackage: true },
    ],
    edges: [{ from: 'a', to: 'b' }],
  });
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('\0');
  expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import/);
  expect(svg).toContain('role="img" aria-labelledby="title description"');
  expect(svg).toContain(
    '<title id="title">&lt;script&gt;&quot;x&quot;&lt;/script&gt;&amp;\ufffd</title>',
  );
  expect(svg).toContain('prefers-color-scheme:dark');
  expect(svg).toContain('>and 3 more functions</text>');
  expect(svg).toContain(`${'x'.repeat(59)}…`);
  expect(
    renderMermaid({ ...draw(plan), nodes: [{ id: 'a', label: hostile, isPackage: true }] }),
  ).toContain('n0(["#60;script#62;#34;x#34;#60;/script#62;#38;#0;"])');
});
