import { wordsOf } from './words-of.ts';
import { scenarios, type ScaleFigure } from './figure.ts';
import { renderOrigins, renderRows, replaceMarked } from '../render-page.ts';

/** At 1,000 lambdas, of the command and of all that it starts. */
const promisedBytes = 500e6;

/** What is promised of a figure; undefined where nothing is. */
function promiseOf({ lambdas, scenario, floorMs }: ScaleFigure): number | undefined {
  if (scenario === 'build' || scenario === 'turbo') {
    if (lambdas === 100) return 8000;
    return lambdas === 1000 ? 75_000 : undefined;
  }
  if (scenario === 'nothing' || scenario === 'clone') {
    if (lambdas === 100) return 2500;
    return lambdas === 1000 ? floorMs * 1.15 : undefined;
  }
  return floorMs * 1.2;
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);

const megabytes = (bytes: number | undefined) =>
  bytes === undefined ? '' : `${(bytes / 1e6).toFixed(0)} MB`;

const head = [
  'lambdas',
  'what',
  'time',
  'promised',
  'floor',
  'ratio',
  'CPU',
  'memory',
  'of all',
  'deployed',
  '429',
] as const;

/** Stands beside a figure that is beyond what is promised. */
const mark = (figure: number | undefined, promised: number | undefined) =>
  figure !== undefined && promised !== undefined && figure > promised ? ' **missed**' : '';

function row(figure: ScaleFigure): readonly string[] {
  const { lambdas, wallMs, cpuMs, floorMs, peakBytes, peakOfAllBytes } = figure;
  const promised = promiseOf(figure);
  const most = lambdas === 1000 ? promisedBytes : undefined;
  return [
    String(lambdas),
    wordsOf[figure.scenario],
    `${seconds(wallMs)} s${mark(wallMs, promised)}`,
    promised === undefined ? '' : `${seconds(promised)} s`,
    `${seconds(floorMs)} s`,
    (wallMs / floorMs).toFixed(2),
    `${seconds(cpuMs)} s`,
    `${megabytes(peakBytes)}${mark(peakBytes, most)}`,
    `${megabytes(peakOfAllBytes)}${mark(peakOfAllBytes, most)}`,
    String(figure.deployed),
    String(figure.throttled),
  ];
}

/** `lambda:GetFunction` is GetFunction; the services are told apart by their operations' names. */
function requestsRow({ lambdas, scenario, operations }: ScaleFigure): readonly string[] {
  const counts = Object.entries(operations).toSorted(([, one], [, other]) => other - one);
  const texts = counts.map(([name, count]) => `${count} ${name.replace(/^.*:/, '')}`);
  return [String(lambdas), wordsOf[scenario], texts.join(', ')];
}

/** The figures as two markdown tables, sorted: what they took, and which requests they made. */
export function renderTables(figures: readonly ScaleFigure[]): string {
  const sorted = figures.toSorted(
    (a, b) =>
      a.lambdas - b.lambdas || scenarios.indexOf(a.scenario) - scenarios.indexOf(b.scenario),
  );
  const asking = sorted.filter(({ operations }) => Object.keys(operations).length > 0);
  const tables = [
    renderRows([head, ...sorted.map(row)]),
    renderRows([['lambdas', 'what', 'requests'], ...asking.map(requestsRow)]),
  ];
  return tables.slice(0, asking.length > 0 ? 2 : 1).join('\n\n');
}

/** Puts the figures between the marks of the page; the words around them are written by hand. */
export const renderPage = (page: string, figures: readonly ScaleFigure[]): string =>
  replaceMarked(page, 'figures', `${renderTables(figures)}\n\n${renderOrigins(figures)}`);
