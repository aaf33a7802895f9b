import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCacheServer, type CacheServer } from '@tooling/cache';
import type { Origin } from '../render-page.ts';
import {
  changeLeaf,
  commit,
  forgetBuilds,
  makeWorkspace,
  type BenchWorkspace,
  type BenchWorkspaceOptions,
} from '../scale/bench-workspace.ts';
import { measure, measureLambda, type Usage } from '../scale/run-lambda.ts';
import { startServer, type Server } from '../scale/start-server.ts';
import {
  caches,
  changes,
  type Cache,
  type Change,
  type PipelineFigure,
} from './pipeline-figure.ts';

type Measured = Omit<PipelineFigure, keyof Origin>;

export interface PipelineOptions extends BenchWorkspaceOptions {
  readonly onMeasured: (figure: Measured) => void;
}

interface Bench extends PipelineOptions, BenchWorkspace {
  readonly server: Server;
  readonly cache: CacheServer;
  /** What the Actions cache would hold: turbo's directory after the first run. */
  readonly kept: string;
}

const token = 'bench';
const stage = 'dev';

/** Each lambda gets a test: a call of its handler. */
async function addTests({ root, names }: BenchWorkspace): Promise<void> {
  for (const name of names) {
    const directory = join(root, 'lambdas', name);
    const file = join(directory, 'package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as { readonly scripts: object };
    const scripts = { ...manifest.scripts, test: 'vitest run' };
    await writeFile(file, `${JSON.stringify({ ...manifest, scripts }, undefined, 2)}\n`);
    await writeFile(join(directory, 'index.test.ts'), handlerTest);
  }
  await commit(root, 'tests');
}

const handlerTest = `import { expect, test } from 'vitest';
import { handler } from './index.ts';

test('answers', async () => {
  expect((await handler({ text: 'a' })).total).toBeGreaterThan(0);
});
`;

/** turbo's variables for a job: one that has no cache has no other's either. */
function cacheVariables({ cache }: Bench, which: Cache, team: string): NodeJS.ProcessEnv {
  if (which !== 'remote') return { TURBO_TOKEN: '', TURBO_CACHE: 'local:rw' };
  return {
    TURBO_API: cache.url,
    TURBO_TEAM: team,
    TURBO_TOKEN: token,
    TURBO_REMOTE_CACHE_SIGNATURE_KEY: 'a key of thirty-two bytes and more',
    TURBO_CACHE: 'local:rw,remote:rw',
  };
}

const awsVariables = ({ server }: Bench) => ({
  AWS_ENDPOINT_URL: server.url,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
});

/** As a job finds the checkout: without artifacts, and with what a cache restored. */
async function startJob(bench: Bench, which: Cache): Promise<void> {
  await forgetBuilds(bench);
  if (which !== 'directory') return;
  await cp(bench.kept, join(bench.root, '.turbo', 'cache'), { recursive: true });
}

/** Tests and builds of lambdas. The rest of a check has the same size however many there are. */
function check({ root }: Bench, env: NodeJS.ProcessEnv): Promise<Usage> {
  const args = ['turbo', 'run', 'test', 'build', '--filter=./lambdas/*'];
  return measure({ command: 'pnpm', args, cwd: root, env });
}

function countRan({ stdout }: Usage): number {
  const { cached, total } = /(?<cached>\d+) cached, (?<total>\d+) total/.exec(stdout)?.groups ?? {};
  return Number(total) - Number(cached);
}

/** How many of a test and a build for each lambda must have run. */
function expectedRuns({ lambdas }: Bench, change: Change, which: Cache): number {
  if (which === 'none') return 2 * lambdas;
  return change === 'nothing' ? 0 : 2;
}

async function measureCheck(bench: Bench, change: Change, which: Cache): Promise<Measured> {
  await startJob(bench, which);
  const usage = await check(bench, cacheVariables(bench, which, 'main'));
  const ran = countRan(usage);
  const expected = expectedRuns(bench, change, which);
  // The time of a run that did something else is no figure.
  if (ran !== expected) throw new Error(`${change}, ${which}: ${ran} tasks ran, not ${expected}`);
  return { ...figureOf(bench, usage), change, job: 'check', cache: which, ran };
}

async function measurePlan(bench: Bench, change: Change, which: Cache): Promise<Measured> {
  await startJob(bench, which);
  const env = { ...cacheVariables(bench, which, 'main'), ...awsVariables(bench) };
  const usage = await measureLambda(bench.root, ['plan', '--stage', stage], env);
  return { ...figureOf(bench, usage), change, job: 'plan', cache: which };
}

/** From no cache, as what is deployed is built; and the deploy, which has that build's. */
async function measureDeploy(bench: Bench, change: Change): Promise<readonly Measured[]> {
  const noCache = cacheVariables(bench, 'none', '');
  await startJob(bench, 'none');
  const build = await measureLambda(bench.root, ['build'], noCache);
  const env = { ...noCache, ...awsVariables(bench), DEPLOY_STAGE: stage };
  const artifacts = bench.names.map((name) => join(bench.root, 'lambdas', name, 'dist'));
  await Promise.all(artifacts.map((path) => rm(path, { recursive: true })));
  const args = ['turbo', 'run', 'deploy', '--log-prefix=none'];
  const deploy = await measure({ command: 'pnpm', args, cwd: bench.root, env });
  return [
    { ...figureOf(bench, build), change, job: 'build', cache: 'none' },
    { ...figureOf(bench, deploy), change, job: 'deploy', cache: 'none' },
  ];
}

const figureOf = ({ lambdas }: Bench, { wallMs, cpuMs }: Usage) => ({ lambdas, wallMs, cpuMs });

/** Makes the stage live and fills both caches, as the runs before have. */
async function runBefore(bench: Bench): Promise<void> {
  await forgetBuilds(bench);
  await check(bench, cacheVariables(bench, 'remote', 'main'));
  await cp(join(bench.root, '.turbo', 'cache'), bench.kept, { recursive: true });
  await measureLambda(bench.root, ['deploy', '--stage', stage], awsVariables(bench));
}

/** Measures the jobs of a run of the pipeline after one that has deployed all, at one size. */
export async function measurePipeline(options: PipelineOptions): Promise<void> {
  const { scratch, lambdas, onMeasured } = options;
  const workspace = await makeWorkspace(options);
  await addTests(workspace);
  const server = await startServer(workspace.root, join(scratch, `state-${lambdas}`));
  try {
    await using cache = await startCacheServer({ token });
    const kept = join(scratch, `kept-${lambdas}`);
    const bench: Bench = { ...options, ...workspace, server, cache, kept };
    await runBefore(bench);
    for (const change of changes) {
      if (change === 'leaf') await changeLeaf(workspace);
      for (const which of caches) {
        onMeasured(await measureCheck(bench, change, which));
        onMeasured(await measurePlan(bench, change, which));
      }
      for (const figure of await measureDeploy(bench, change)) onMeasured(figure);
    }
  } finally {
    await server.close();
  }
}
