import { expect, test } from 'vitest';
import type { ScaleFigure } from './figure.ts';
import { renderPlot } from './render-plot.ts';

const figureOf = (lambdas: number, wallMs: number, floorMs: number) =>
  ({ scenario: 'leaf', lambdas, wallMs, floorMs }) as ScaleFigure;

/** Heights of the points of a curve. */
const heightsOf = (svg: string, name: string) =>
  /** The first of a name is the legend's. */
  [...svg.matchAll(new RegExp(`class="${name}" d="([^"]+)"`, 'g'))]
    .at(-1)?.[1]
    ?.split(/[ML]/)
    .slice(1)
    .map((point) => Number(point.split(',')[1]));

test('ten times as long is as far up wherever it is, in one panel for each scenario', () => {
  const svg = renderPlot([
    figureOf(1000, 100_000, 10_000),
    figureOf(10, 1000, 1000),
    figureOf(100, 10_000, 1000),
  ]);
  const [ten = 0, hundred = 0, thousand = 0] = heightsOf(svg, 'time') ?? [];
  expect(ten - hundred).toBeGreaterThan(20);
  expect(hundred - thousand).toBeCloseTo(ten - hundred, 0);
  expect(heightsOf(svg, 'floor')).toEqual([ten, ten, hundred]);
  expect(svg.match(/class="name"/g)).toHaveLength(1);
  expect(svg).toContain('<title>10 lambdas: 1.0 s</title>');
  expect(svg).toContain('one lambda changed of 100: 10.0 s, floor 1.0 s');
});
