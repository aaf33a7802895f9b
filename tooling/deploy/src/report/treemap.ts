import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';

/** Something with a weight, or with parts that have one. */
export interface Weighed {
  readonly name: string;
  /** Of a thing without parts. */
  readonly bytes: number;
  readonly parts?: readonly Weighed[] | undefined;
  /** Class of its colour. */
  readonly kind?: string | undefined;
  /** Where a click leads. */
  readonly href?: string | undefined;
}

/** A rectangle of a treemap. */
export interface Tile {
  readonly name: string;
  readonly bytes: number;
  readonly kind: string;
  readonly href?: string | undefined;
  /** 1: a part of the whole; 2: a part of such a part. */
  readonly depth: number;
  readonly hasParts: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The name of a part stands above its own parts. */
export const headerHeight = 18;

/** Smaller ones cannot be seen, and there are thousands of them. */
const leastArea = 12;

/** Squarified rectangles of the parts of something, and of their parts, heaviest first. */
export function layOutTreemap(root: Weighed, width: number, height: number): readonly Tile[] {
  const tree = hierarchy(root, ({ parts }) => (parts === undefined ? [] : [...parts]))
    .sum(({ parts, bytes }) => (parts === undefined ? bytes : 0))
    .sort((one, other) => (other.value ?? 0) - (one.value ?? 0));
  const laidOut = treemap<Weighed>()
    .tile(treemapSquarify)
    .size([width, height])
    .paddingInner(1)
    .paddingTop(({ depth, children }) =>
      depth === 1 && children !== undefined ? headerHeight : 0,
    )(tree);
  return laidOut.descendants().flatMap(({ data, parent, depth, value = 0, children, ...place }) => {
    const tile = {
      name: data.name,
      bytes: value,
      kind: data.kind ?? parent?.data.kind ?? '',
      href: data.href ?? parent?.data.href,
      depth,
      hasParts: children !== undefined,
      x: place.x0,
      y: place.y0,
      width: Math.max(0, place.x1 - place.x0),
      height: Math.max(0, place.y1 - place.y0),
    };
    return depth === 0 || tile.width * tile.height < leastArea ? [] : [tile];
  });
}
