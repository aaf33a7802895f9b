import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Cell extends Size {
  readonly x: number;
  readonly y: number;
}

interface Weighed {
  readonly weight: number;
  readonly children?: readonly Weighed[];
}

/**
 * Divides an area among weights, into cells as large as they are and as square as it goes.
 *
 * @param weights - the largest first
 * @returns a cell for each weight, in their order
 */
export function layoutTreemap(
  weights: readonly number[],
  { width, height }: Size,
): readonly Cell[] {
  if (weights.length === 0) return [];
  const children = weights.map((weight) => ({ weight }));
  const root = hierarchy<Weighed>({ weight: 0, children }).sum(({ weight }) => weight);
  const placed = treemap<Weighed>().tile(treemapSquarify.ratio(1)).size([width, height])(root);
  return placed
    .leaves()
    .map(({ x0, y0, x1, y1 }) => ({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
}
