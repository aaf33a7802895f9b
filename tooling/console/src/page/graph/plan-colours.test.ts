import { expect, it } from 'vitest';
import type { GraphNode } from '../../api/console-api.ts';
import { countActions } from './plan-colours.ts';

const node = (kind: GraphNode['kind'], action?: GraphNode['action']): GraphNode => ({
  directory: `${kind}s/${action ?? 'x'}`,
  name: 'x',
  kind,
  action,
});

it('counts the lambdas of each action, in the order of the legend, and no packages', () => {
  const nodes = [
    node('lambda', 'none'),
    node('lambda', 'update'),
    node('lambda', 'none'),
    node('lambda'),
    node('package'),
  ];

  expect(countActions(nodes).map(({ action, count }) => [action, count])).toEqual([
    ['update', 1],
    ['none', 2],
    ['unknown', 1],
  ]);
});
