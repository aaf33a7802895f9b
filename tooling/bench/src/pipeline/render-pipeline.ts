import { renderOrigins, renderRows, replaceMarked } from '../render-page.ts';
import { caches, changes, jobs, type PipelineFigure } from './pipeline-figure.ts';

const words = { nothing: 'nothing changed', leaf: 'one lambda changed' } as const;

const head = ['lambdas', 'what', 'job', 'no cache', 'Actions cache', 'remote cache', 'ran', 'CPU'];

/** A job whose figures were all taken with the same lambdas and change; undefined where there is none. */
function row(figures: readonly PipelineFigure[]): readonly string[] | undefined {
  const [first] = figures;
  if (first === undefined) return undefined;
  const byCache = caches.map((cache) => figures.find((figure) => figure.cache === cache));
  const list = (texts: readonly (string | undefined)[]) =>
    texts.filter((text) => text !== undefined).join(' / ');
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  return [
    String(first.lambdas),
    words[first.change],
    first.job,
    ...byCache.map((figure) => (figure === undefined ? '' : `${seconds(figure.wallMs)} s`)),
    list(byCache.map((figure) => figure?.ran?.toString())),
    `${list(byCache.map((figure) => figure && seconds(figure.cpuMs)))} s`,
  ];
}

export function renderPipelineTable(figures: readonly PipelineFigure[]): string {
  const sizes = [...new Set(figures.map(({ lambdas }) => lambdas))].toSorted((a, b) => a - b);
  const rows = sizes.flatMap((lambdas) =>
    changes.flatMap((change) =>
      jobs.flatMap((job) => {
        const ofRow = (figure: PipelineFigure) =>
          figure.lambdas === lambdas && figure.change === change && figure.job === job;
        return [row(figures.filter(ofRow))].filter((one) => one !== undefined);
      }),
    ),
  );
  return renderRows([head, ...rows]);
}

/** Puts the figures between their own marks of the page. */
export const renderPipelinePage = (page: string, figures: readonly PipelineFigure[]): string =>
  replaceMarked(
    page,
    'pipeline figures',
    `${renderPipelineTable(figures)}\n\n${renderOrigins(figures)}`,
  );
