import { expect, it } from 'vitest';
import type { GraphAnswer, GraphNode } from '../../api/console-api.ts';
import { drawnGraph } from './drawn-graph.ts';

const lambda = (name: string, action?: GraphNode['action']): GraphNode => ({
  directory: `lambdas/${name}`,
  name: `@lambdas/${name}`,
  kind: 'lambda',
  action,
});
const shared = (name: string): GraphNode => ({
  directory: `packages/${name}`,
  name: `@packages/${name}`,
  kind: 'package',
});
const uses = (from: string, to: string) => ({ from, to });

/** So many lambdas, which use `a` and `b` in turn. */
function many(
  count: number,
  actionOf: (index: number) => GraphNode['action'] = () => 'none',
): GraphAnswer {
  const lambdas = Array.from({ length: count }, (_, index) => lambda(`l${index}`, actionOf(index)));
  return {
    nodes: [...lambdas, shared('a'), shared('b')],
    edges: lambdas.map(({ directory }, index) =>
      uses(directory, index % 2 === 0 ? 'packages/a' : 'packages/b'),
    ),
    plan: { state: 'made', at: '2026-01-01T00:00:00Z' },
  };
}

const titles = ({ nodes }: ReturnType<typeof drawnGraph>) => nodes.map(({ title }) => title);

it('draws each lambda where there are few', () => {
  expect(titles(drawnGraph(many(3)))).toEqual(['l0', 'l1', 'l2', 'a', 'b']);
});

it('draws 300 as groups that use the same and that the next deploy does the same to', () => {
  const graph = drawnGraph(many(300, (index) => (index === 7 ? 'update' : 'none')));

  expect(titles(graph)).toEqual(['150 lambdas', '149 lambdas', 'l7', 'a', 'b']);
  expect(graph.edges).toHaveLength(3);
});

it('draws one group for each action where they all use something else', () => {
  const lambdas = Array.from({ length: 300 }, (_, index) =>
    lambda(`l${index}`, index < 2 ? 'update' : 'none'),
  );
  const packages = lambdas.map((_, index) => shared(`p${index}`));
  const edges = lambdas.map(({ directory }, index) => uses(directory, `packages/p${index}`));
  const graph = drawnGraph({ nodes: [...lambdas, ...packages], edges, plan: { state: 'none' } });

  expect(titles(graph).slice(0, 2)).toEqual(['2 lambdas', '298 lambdas']);
});

it('takes the lambda that is open out of its group', () => {
  const graph = drawnGraph(many(300), { selected: 'lambdas/l4' });

  expect(titles(graph)).toEqual(['149 lambdas', '150 lambdas', 'l4', 'a', 'b']);
});

it('leaves out what has nothing to do with what is searched for', () => {
  const graph = drawnGraph(many(300), { matching: new Set(['lambdas/l4']) });

  expect(titles(graph)).toEqual(['l4', 'a']);
});

it('leaves out what does not change, and what only that uses', () => {
  const graph = drawnGraph(
    many(300, (index) => (index === 7 ? 'update' : 'none')),
    { onlyChanges: true },
  );

  expect(titles(graph)).toEqual(['l7', 'b']);
});
