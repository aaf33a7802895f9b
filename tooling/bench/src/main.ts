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
import { scenarios, type Scenario, type ScaleFigure } from './scale/figure.ts';
import { measureSize } from './scale/measure-size.ts';
import { renderPage, renderTables } from './scale/render-benchmarks.ts';

const help = `pnpm bench [--sizes 10,100,1000] [--scenarios ${scenarios.join(',')}] [--write]
pnpm bench --repository

Measures HEAD with generated lambdas against a local AWS that has AWS's quotas and a distance. The whole
takes some twenty minutes, most of them at 1,000. --write puts the figures into docs/benchmarks.json and
docs/benchmarks.md. --repository measures this repository's own lambdas instead.
`;

const repository = resolve(import.meta.dirname, '../../..');
const figuresFile = join(repository, 'docs', 'benchmarks.json');
const pageFile = join(repository, 'docs', 'benchmarks.md');

/** Figures of other sizes and scenarios stay as they were written. */
async function write(figures: readonly ScaleFigure[]): Promise<void> {
  const keyOf = ({ lambdas, scenario }: ScaleFigure) => `${lambdas} ${scenario}`;
  const known = JSON.parse(await readFile(figuresFile, 'utf8').catch(() => '[]')) as ScaleFigure[];
  const all = new Map([...known, ...figures].map((figure) => [keyOf(figure), figure]));
  await writeFile(figuresFile, `${JSON.stringify([...all.values()], undefined, 2)}\n`);
  await writeFile(pageFile, renderPage(await readFile(pageFile, 'utf8'), [...all.values()]));
}

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
    sizes: { type: 'string', default: '10,100,1000' },
    scenarios: { type: 'string', default: scenarios.join(',') },
    write: { type: 'boolean', default: false },
    repository: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const chosen = values.scenarios.split(',').map((name): Scenario => {
  const scenario = scenarios.find((one) => one === name);
  if (scenario === undefined) throw new Error(`no scenario "${name}": ${scenarios.join(', ')}`);
  return scenario;
});
const sizes = values.sizes.split(',').map((size) => {
  if (!/^[1-9]\d{0,3}$/.test(size)) throw new Error(`no size from 1 to 9999: "${size}"`);
  return Number(size);
});

if (values.help) process.stdout.write(help);
else if (values.repository) {
  await measureRepository((line) => process.stdout.write(`${line}\n`));
} else {
  const origin = await describeOrigin();
  const scratch = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    for (const lambdas of sizes) {
      const figures: ScaleFigure[] = [];
      await measureSize({
        repository,
        scratch,
        lambdas,
        scenarios: chosen,
        onMeasured: (measured) => figures.push({ ...measured, ...origin }),
      });
      process.stdout.write(`${renderTables(figures)}\n\n`);
      if (values.write) await write(figures);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
