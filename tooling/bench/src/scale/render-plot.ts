import { scaleLog, type ScaleLogarithmic } from 'd3-scale';
import { line } from 'd3-shape';
import { scenarios, type Scenario, type ScaleFigure } from './figure.ts';
import { wordsOf } from './words-of.ts';

const columns = 4;
const panel = { width: 250, height: 200, left: 46, right: 14, top: 30, bottom: 30 };
const margin = 16;
const header = 62;

type Scale = ScaleLogarithmic<number, number>;

/**
 * Time against the number of lambdas, a panel for each scenario on the same axes, as SVG. Both axes are
 * logarithmic: what grows with the number of lambdas is a line of the slope of the floor, which is the least
 * that AWS's quota or esbuild leaves.
 */
export function renderPlot(figures: readonly ScaleFigure[]): string {
  const shown = scenarios.filter((name) => figures.some(({ scenario }) => scenario === name));
  const x = scaleLog(extentOf(figures.map(({ lambdas }) => lambdas)), [
    panel.left,
    panel.width - panel.right,
  ]);
  const y = scaleLog(extentOf(figures.flatMap(({ wallMs, floorMs }) => [wallMs, floorMs])), [
    panel.height - panel.bottom,
    panel.top,
  ]);
  const width = columns * panel.width + 2 * margin;
  const height = Math.ceil(shown.length / columns) * panel.height + header + margin;
  const title = 'Time against the number of lambdas';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${title}</title>`,
    `<desc id="description">${describe(figures)}</desc>`,
    `<style>${style}</style>`,
    '<rect class="ground" width="100%" height="100%"/>',
    `<text class="title" x="${margin}" y="26">${title}</text>`,
    `<g transform="translate(${margin} 46)"><path class="time" d="M0 -4H24"/><text x="30">time of the command</text><path class="floor" d="M180 -4H204"/><text x="210">floor</text></g>`,
    ...shown.map((scenario, index) => {
      const [left, top] = [index % columns, Math.floor(index / columns)];
      const place = `translate(${margin + left * panel.width} ${header + top * panel.height})`;
      const ofIt = figures.filter((figure) => figure.scenario === scenario);
      return `<g transform="${place}">${drawPanel(scenario, ofIt, x, y)}</g>`;
    }),
    '</svg>\n',
  ].join('\n');
}

/** Whole decades, so that the axes end at a line. */
function extentOf(values: readonly number[]): [number, number] {
  const decade = (value: number, round: (exponent: number) => number) =>
    10 ** round(Math.log10(value));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return [decade(least, Math.floor), decade(most, Math.ceil)];
}

const isDecade = (value: number): boolean =>
  Number.isInteger(Math.round(Math.log10(value) * 1e9) / 1e9);

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

function drawPanel(
  scenario: Scenario,
  figures: readonly ScaleFigure[],
  x: Scale,
  y: Scale,
): string {
  const sorted = figures.toSorted((one, other) => one.lambdas - other.lambdas);
  const curve = (valueOf: (figure: ScaleFigure) => number) =>
    line<ScaleFigure>(
      ({ lambdas }) => x(lambdas),
      (figure) => y(valueOf(figure)),
    ).digits(1)(sorted) ?? '';
  const [left, right] = x.range();
  const [bottom, top] = y.range();
  return [
    `<text class="name" x="${panel.left}" y="18">${wordsOf[scenario].replaceAll('`', '')}</text>`,
    ...y
      .ticks()
      .filter(isDecade)
      .map(
        (value) =>
          `<path class="grid" d="M${left} ${y(value).toFixed(1)}H${right}"/><text class="tick end" x="${panel.left - 6}" y="${(y(value) + 4).toFixed(1)}">${seconds(value)}</text>`,
      ),
    ...x
      .ticks()
      .filter(isDecade)
      .map(
        (value) =>
          `<path class="grid" d="M${x(value).toFixed(1)} ${bottom}V${top}"/><text class="tick middle" x="${x(value).toFixed(1)}" y="${panel.height - panel.bottom + 16}">${value}</text>`,
      ),
    `<path class="floor" d="${curve(({ floorMs }) => floorMs)}"/>`,
    `<path class="time" d="${curve(({ wallMs }) => wallMs)}"/>`,
    ...sorted.map(
      ({ lambdas, wallMs }) =>
        `<circle cx="${x(lambdas).toFixed(1)}" cy="${y(wallMs).toFixed(1)}" r="3"><title>${lambdas} lambdas: ${(wallMs / 1000).toFixed(1)} s</title></circle>`,
    ),
  ].join('\n');
}

function describe(figures: readonly ScaleFigure[]): string {
  const words = figures.map(
    ({ lambdas, scenario, wallMs, floorMs }) =>
      `${wordsOf[scenario].replaceAll('`', '')} of ${lambdas}: ${(wallMs / 1000).toFixed(1)} s, floor ${(floorMs / 1000).toFixed(1)} s`,
  );
  return `Both axes are logarithmic. ${words.join('; ')}.`;
}

const style = `
svg{color-scheme:light dark;font:12px system-ui,sans-serif}text{fill:#1f2328}.ground{fill:#fff}
.title{font-size:16px;font-weight:600}.name{font-weight:600}.tick{fill:#59636e;font-size:11px}
.end{text-anchor:end}.middle{text-anchor:middle}.grid{stroke:#d1d9e0;fill:none}
.time,.floor{fill:none;stroke-width:2;stroke:#0969da}.floor{stroke:#9a6700;stroke-dasharray:5 4}circle{fill:#0969da}
@media (prefers-color-scheme:dark){text{fill:#f0f6fc}.ground{fill:#0d1117}.tick{fill:#9198a1}.grid{stroke:#3d444d}
.time{stroke:#4493f8}circle{fill:#4493f8}.floor{stroke:#d29922}}
`;
