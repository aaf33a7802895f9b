import { expect, it } from 'vitest';
import { layoutTreemap } from './layout-treemap.ts';

const box = { x: 0, y: 0, width: 600, height: 400 };

it('gives each weight its share of the area, and nothing twice', () => {
  const weights = [600, 300, 200, 100, 50, 25, 10, 1];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cells = layoutTreemap(weights, box);

  for (const [index, { x, y, width, height }] of cells.entries()) {
    expect(width * height).toBeCloseTo(((weights[index] ?? 0) / total) * 600 * 400, 3);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(600.001);
    expect(y + height).toBeLessThanOrEqual(400.001);
  }
  const overlaps = cells.flatMap((one, index) =>
    cells
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 0.001 &&
          Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 0.001,
      ),
  );
  expect(overlaps).toEqual([]);
});

it('makes cells of equal weight about square', () => {
  const cells = layoutTreemap(
    Array.from({ length: 24 }, () => 1),
    box,
  );

  for (const { width, height } of cells)
    expect(Math.max(width / height, height / width)).toBeLessThan(2);
});

it('gives nothing to what weighs nothing', () => {
  const [, zero] = layoutTreemap([5, 0], box);

  expect((zero?.width ?? 1) * (zero?.height ?? 1)).toBe(0);
  expect(layoutTreemap([0, 0], box)).toMatchObject([{ width: 0 }, { width: 0 }]);
  expect(layoutTreemap([], box)).toEqual([]);
});
