export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a rectangle among weights, in areas as large as they are and as square as it goes (the
 * squarified treemap of Bruls, Huizing and van Wijk: rows are filled along the shorter side for as long
 * as their worst ratio gets better).
 *
 * @param weights - the largest first; zeros get nothing
 * @returns a rectangle for each weight, in their order
 */
export function layoutTreemap(weights: readonly number[], box: Rectangle): readonly Rectangle[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return weights.map(() => ({ ...box, width: 0, height: 0 }));
  const scale = (box.width * box.height) / total;
  const areas = weights.map((weight) => weight * scale);
  const placed: Rectangle[] = [];
  let free = box;
  while (placed.length < areas.length) {
    const row = takeRow(areas.slice(placed.length), Math.min(free.width, free.height));
    const { rectangles, rest } = placeRow(row, free);
    placed.push(...rectangles);
    free = rest;
  }
  return placed;
}

/** The areas that come into the next row: at least one. */
function takeRow(areas: readonly number[], side: number): readonly number[] {
  let count = 1;
  while (
    count < areas.length &&
    worst(areas.slice(0, count + 1), side) <= worst(areas.slice(0, count), side)
  ) {
    count += 1;
  }
  return areas.slice(0, count);
}

/** The worst ratio of long to short side in a row along that side. */
function worst(row: readonly number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0);
  const thickness = sum / side;
  return Math.max(
    ...row.map((area) => {
      const length = area / thickness;
      return Math.max(length / thickness, thickness / length);
    }),
  );
}

function placeRow(row: readonly number[], free: Rectangle) {
  const isColumn = free.width >= free.height;
  const side = isColumn ? free.height : free.width;
  const sum = row.reduce((total, area) => total + area, 0);
  const thickness = side === 0 ? 0 : sum / side;
  let offset = 0;
  const rectangles = row.map((area) => {
    const length = thickness === 0 ? 0 : area / thickness;
    const start = offset;
    offset += length;
    return isColumn
      ? { x: free.x, y: free.y + start, width: thickness, height: length }
      : { x: free.x + start, y: free.y, width: length, height: thickness };
  });
  const rest = isColumn
    ? { ...free, x: free.x + thickness, width: Math.max(0, free.width - thickness) }
    : { ...free, y: free.y + thickness, height: Math.max(0, free.height - thickness) };
  return { rectangles, rest };
}
