/**
 * Prints the figures that the project promises, measured on this machine. Nothing passes or fails by
 * them: a busy machine is slower.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { measureRepository } from './measure-repository.ts';
import type { DevFigure } from './dev/dev-figure.ts';
import { measureDev } from './dev/measure-dev.ts';
import { renderDevPage, renderDevTables } from './dev/render-dev.ts';
import { measurePipeline } from './pipeline/measure-pipeline.ts';
import type { PipelineFigure } from './pipeline/pipeline-figure.ts';
import { renderPipelinePage, renderPipelineTable } from './pipeline/render-pipeline.ts';
import type { Origin } from './render-page.ts';
import { scenarios, type Scenario, type ScaleFigure } from './scale/figure.ts';
import { measureSize } from './scale/measure-size.ts';
import { renderPlot } from './scale/render-plot.ts';
import { renderPage, renderTables } from './scale/render-benchmarks.ts';

const help = `pnpm bench [--sizes 10,100,1000] [--scenarios ${scenarios.join(',')}] [--write]
pnpm bench --pipeline [--sizes 10,100] [--write]
pnpm bench --dev [--sizes 100] [--saves 30] [--edits 3600] [--write]
pnpm bench --plot
pnpm bench --repository

Measures HEAD with generated lambdas against a local AWS that has AWS's quotas and a distance. The whole
takes some twenty minutes, most of them at 1,000. --write puts the figures into docs/benchmarks.json and
docs/benchmarks.md, and draws docs/benchmarks.svg; --plot only draws, what docs/benchmarks.json has.
--pipeline measures the jobs of the pipeline with and without caches, in some ten minutes, and has its
own table there and docs/benchmarks-pipeline.json. --dev saves files under lambda dev and looks when they
are live, then what it holds after many edits: some twenty minutes, and docs/benchmarks-dev.json.
--repository measures this repository's own lambdas instead.
`;

const repository = resolve(import.meta.dirname, '../../..');
const figuresFile = join(repository, 'docs', 'benchmarks.json');
const pipelineFile = join(repository, 'docs', 'benchmarks-pipeline.json');
const plotFile = join(repository, 'docs', 'benchmarks.svg');
const devFile = join(repository, 'docs', 'benchmarks-dev.json');
const pageFile = join(repository, 'docs', 'benchmarks.md');

/** Figures that are not measured this time stay as they were written. */
async function write<Figure>(
  file: string,
  figures: readonly Figure[],
  keyOf: (figure: Figure) => string,
  render: (page: string, figures: readonly Figure[]) => string,
): Promise<void> {
  const known = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as Figure[];
  const all = new Map([...known, ...figures].map((figure) => [keyOf(figure), figure]));
  await writeFile(file, `${JSON.stringify([...all.values()], undefined, 2)}\n`);
  await writeFile(pageFile, render(await readFile(pageFile, 'utf8'), [...all.values()]));
}

async function writeScale(figures: readonly ScaleFigure[]): Promise<void> {
  await write(
    figuresFile,
    figures,
    ({ lambdas, scenario }) => `${lambdas} ${scenario}`,
    renderPage,
  );
  await writePlot();
}

/** Of all figures that were ever written. */
async function writePlot(): Promise<void> {
  const figures = JSON.parse(await readFile(figuresFile, 'utf8')) as ScaleFigure[];
  await writeFile(plotFile, renderPlot(figures));
}

const writePipeline = (figures: readonly PipelineFigure[]) => {
  const keyOf = ({ lambdas, change, job, cache }: PipelineFigure) =>
    [lambdas, change, job, cache].join(' ');
  return write(pipelineFile, figures, keyOf, renderPipelinePage);
};

const writeDev = (figures: readonly DevFigure[]) => {
  const keyOf = (figure: DevFigure) =>
    [figure.lambdas, figure.kind, 'saved' in figure ? figure.saved : ''].join(' ');
  return write(devFile, figures, keyOf, renderDevPage);
};

async function describeOrigin() {
  const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: repository,
  });
  const [cpu] = cpus();
  const machine = `${availableParallelism()} cores of ${cpu?.model.trim() ?? 'unknown make'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}`;
  return { commit: stdout.trim(), date: new Date().toISOString().slice(0, 10), machine };
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    scenarios: { type: 'string', default: scenarios.join(',') },
    write: { type: 'boolean', default: false },
    plot: { type: 'boolean', default: false },
    pipeline: { type: 'boolean', default: false },
    dev: { type: 'boolean', default: false },
    saves: { type: 'string', default: '30' },
    edits: { type: 'string', default: '3600' },
    repository: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const chosen = values.scenarios.split(',').map((name): Scenario => {
  const scenario = scenarios.find((one) => one === name);
  if (scenario === undefined) throw new Error(`no scenario "${name}": ${scenarios.join(', ')}`);
  return scenario;
});
const sizes = (values.sizes ?? (values.dev ? '100' : values.pipeline ? '10,100' : '10,100,1000'))
  .split(',')
  .map((size) => {
    if (!/^[1-9]\d{0,3}$/.test(size)) throw new Error(`no size from 1 to 9999: "${size}"`);
    return Number(size);
  });

if (values.help) process.stdout.write(help);
else if (values.plot) await writePlot();
else if (values.repository) {
  await measureRepository((line) => process.stdout.write(`${line}\n`));
} else {
  const origin = await describeOrigin();
  const scratch = await mkdtemp(join(tmpdir(), 'bench-'));
  const print = (table: string) => process.stdout.write(`${table}\n\n`);
  try {
    for (const lambdas of sizes) {
      const size = { repository, scratch, lambdas };
      if (values.pipeline) {
        const figures: PipelineFigure[] = [];
        const onMeasured = (one: Omit<PipelineFigure, keyof Origin>) =>
          figures.push({ ...one, ...origin });
        await measurePipeline({ ...size, onMeasured });
        print(renderPipelineTable(figures));
        if (values.write) await writePipeline(figures);
        continue;
      }
      if (values.dev) {
        const figures: DevFigure[] = [];
        await measureDev({
          ...size,
          saves: Number(values.saves),
          edits: Number(values.edits),
          onMeasured: (one) => figures.push({ ...one, lambdas, ...origin }),
        });
        print(renderDevTables(figures));
        if (values.write) await writeDev(figures);
        continue;
      }
      const figures: ScaleFigure[] = [];
      const onMeasured = (one: Omit<ScaleFigure, keyof Origin>) =>
        figures.push({ ...one, ...origin });
      await measureSize({ ...size, scenarios: chosen, onMeasured });
      print(renderTables(figures));
      if (values.write) await writeScale(figures);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
