import { expect, it } from 'vitest';
import type { DrawnNode } from './drawn-graph.ts';
import { edgePath, layoutGraph } from './layout-graph.ts';

const node = (id: string, kind: DrawnNode['kind']): DrawnNode => ({
  id,
  title: id,
  kind,
  members: [id],
});

it('puts what is used at the right of what uses it, and nothing on top of another', () => {
  const nodes = [
    node('one', 'lambda'),
    node('two', 'lambda'),
    node('model', 'package'),
    node('store', 'package'),
  ];
  const edges = [
    { from: 'one', to: 'model' },
    { from: 'two', to: 'model' },
    { from: 'model', to: 'store' },
  ];
  const layout = layoutGraph({ nodes, edges });
  const at = (id: string) => layout.nodes.find((one) => one.id === id);

  expect(at('one')?.x).toBe(at('two')?.x);
  expect(at('model')?.x).toBeGreaterThan((at('one')?.x ?? 0) + (at('one')?.width ?? 0));
  expect(at('store')?.x).toBeGreaterThan(at('model')?.x ?? 0);
  expect(Math.abs((at('one')?.y ?? 0) - (at('two')?.y ?? 0))).toBeGreaterThanOrEqual(30);
  expect(layout.edges).toHaveLength(3);
});

it('puts all lambdas into one column, also those that use the last package alone', () => {
  const nodes = [
    node('one', 'lambda'),
    node('two', 'lambda'),
    node('a', 'package'),
    node('b', 'package'),
  ];
  const edges = [
    { from: 'one', to: 'a' },
    { from: 'a', to: 'b' },
    { from: 'two', to: 'b' },
  ];
  const layout = layoutGraph({ nodes, edges });

  expect(layout.nodes.filter(({ kind }) => kind === 'lambda').map(({ x }) => x)).toEqual([0, 0]);
});

it('stands circles, and things that hang together with nothing', () => {
  const nodes = [node('a', 'package'), node('b', 'package'), node('alone', 'lambda')];
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];

  expect(layoutGraph({ nodes, edges }).nodes).toHaveLength(3);
  expect(layoutGraph({ nodes: [], edges: [] })).toMatchObject({ nodes: [], width: 0 });
});

it('draws a line that leaves and arrives level', () => {
  expect(
    edgePath([
      { x: 0, y: 0 },
      { x: 10, y: 20 },
    ]),
  ).toBe('M0 0C5 0 5 20 10 20');
  expect(edgePath([])).toBe('');
});
