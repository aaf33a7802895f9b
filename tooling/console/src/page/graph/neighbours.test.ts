import { expect, it } from 'vitest';
import { closureOf, findNeighbours, pathBetween, relatedTo } from './neighbours.ts';

const edges = [
  { from: 'predict', to: 'model' },
  { from: 'predict', to: 'penguins' },
  { from: 'penguins', to: 'dataset' },
  { from: 'dataset', to: 'model' },
  { from: 'model', to: 'store' },
];

it('finds the shortest way from a lambda to a package', () => {
  const { dependencies } = findNeighbours(edges);

  expect(pathBetween('predict', 'store', dependencies)).toEqual(['predict', 'model', 'store']);
  expect(pathBetween('predict', 'dataset', dependencies)).toEqual([
    'predict',
    'penguins',
    'dataset',
  ]);
  expect(pathBetween('store', 'predict', dependencies)).toBeUndefined();
});

it('knows all that one uses, and all that uses it', () => {
  const { above, below } = relatedTo('dataset', edges);

  expect([...above].toSorted()).toEqual(['dataset', 'penguins', 'predict']);
  expect([...below].toSorted()).toEqual(['dataset', 'model', 'store']);
});

it('comes to an end in a circle', () => {
  const { dependencies } = findNeighbours([...edges, { from: 'store', to: 'model' }]);

  expect([...closureOf(['store'], dependencies)]).toEqual(['store', 'model']);
});
