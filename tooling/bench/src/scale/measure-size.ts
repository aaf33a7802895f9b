import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lambdaQuotas } from '@tooling/core';
import { measureEsbuild } from './measure-esbuild.ts';
import { changedPackages, countUsers, packageName } from './generate-workspace.ts';
import type { Origin } from '../render-page.ts';
import type { Scenario, ScaleFigure } from './figure.ts';
import {
  changeLeaf,
  commit,
  forgetBuilds,
  git,
  install,
  makeWorkspace,
  replaceText,
  type BenchWorkspace,
  type BenchWorkspaceOptions,
} from './bench-workspace.ts';
import { measure, measureLambda, type Usage } from './run-lambda.ts';
import { roleSettleMs, settleMs, startServer, type Requests, type Server } from './start-server.ts';

type Measured = Omit<ScaleFigure, keyof Origin>;

export interface SizeOptions extends BenchWorkspaceOptions {
  readonly scenarios: readonly Scenario[];
  readonly onMeasured: (figure: Measured) => void;
}

interface Bench extends SizeOptions, BenchWorkspace {
  readonly server: Server;
}

interface Finished {
  readonly type: string;
  readonly report?: {
    readonly functions: readonly { readonly outcome: string }[];
    readonly waits: readonly object[];
  };
}

function reportOf(stdout: string) {
  const last = stdout.trim().split('\n').at(-1) ?? '{}';
  return (JSON.parse(last) as Finished).report ?? { functions: [], waits: [] };
}

/**
 * GetFunction for each lambda, then code, publish and alias for each that changed, one update, and once
 * the time that new roles take.
 */
function quotaFloorMs(scenario: Scenario, lambdas: number, deployed: number): number {
  const reads = lambdas / lambdaQuotas.getFunctionPerSecond;
  const writes = (3 * deployed) / lambdaQuotas.controlPlanePerSecond;
  const settling = (deployed === 0 ? 0 : settleMs) + (scenario === 'first' ? roleSettleMs : 0);
  return (reads + writes) * 1000 + settling;
}

/** How many functions a scenario has to deploy. */
const expectedOf: Readonly<Record<Scenario, (lambdas: number) => number>> = {
  turbo: () => 0,
  build: () => 0,
  first: (lambdas) => lambdas,
  nothing: () => 0,
  clone: () => 0,
  leaf: () => 1,
  library: (lambdas) => countUsers(changedPackages.library, lambdas),
  deep: (lambdas) => countUsers(changedPackages.deep, lambdas),
};

const noRequests: Requests = { throttled: 0, operations: {} };

/** A quota holds a second's worth. What the run before has used of it is there again, as for whoever comes later. */
const refillMs = 2000;

async function deploy(bench: Bench, scenario: Scenario, root = bench.root): Promise<Measured> {
  const { server, lambdas } = bench;
  await sleep(refillMs);
  await server.countRequests();
  const usage = await measureLambda(root, ['deploy', '--stage', 'dev', '--json'], {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  });
  const { functions, waits } = reportOf(usage.stdout);
  const deployed = functions.filter(({ outcome }) => outcome === 'deployed').length;
  const expected = expectedOf[scenario](lambdas);
  // The time of a deploy that did something else is no figure.
  if (deployed !== expected) {
    throw new Error(`${scenario} deployed ${deployed} of ${lambdas} functions, not ${expected}`);
  }
  const requests = await server.countRequests();
  const floorMs = quotaFloorMs(scenario, lambdas, deployed);
  return { lambdas, scenario, ...pick(usage), floorMs, deployed, ...requests, waits };
}

const pick = ({ wallMs, cpuMs, peakBytes, peakOfAllBytes }: Usage) => ({
  wallMs,
  cpuMs,
  peakBytes,
  peakOfAllBytes,
});

/** A build of everything, as nobody has built before. */
async function build(
  bench: Bench,
  scenario: Scenario,
  run: (root: string) => Promise<Usage>,
): Promise<Measured> {
  const { root, names, lambdas } = bench;
  const { wallMs: floorMs } = await measureEsbuild(root, names);
  await forgetBuilds(bench);
  const usage = await run(root);
  const none = { deployed: 0, ...noRequests, waits: [] };
  return { lambdas, scenario, ...pick(usage), floorMs, ...none };
}

/** A deploy after another factor in a shared package. */
async function deployLibrary(bench: Bench, scenario: 'library' | 'deep'): Promise<Measured> {
  const name = packageName(changedPackages[scenario]);
  await replaceText(join(bench.root, 'packages', name, 'src', 'rate.ts'), '* 31', '* 33');
  await commit(bench.root, 'another rate');
  return deploy(bench, scenario);
}

const runs: Readonly<Record<Scenario, (bench: Bench) => Promise<Measured>>> = {
  turbo: (bench) =>
    build(bench, 'turbo', (cwd) =>
      measure({ command: 'pnpm', args: ['turbo', 'run', 'build'], cwd }),
    ),
  build: (bench) => build(bench, 'build', (root) => measureLambda(root, ['build', '--json'])),
  async first(bench) {
    await forgetBuilds(bench);
    return deploy(bench, 'first');
  },
  nothing: (bench) => deploy(bench, 'nothing'),
  async clone(bench) {
    const clone = join(bench.scratch, `clone-${bench.lambdas}`);
    await git(bench.scratch, 'clone', '--quiet', bench.root, clone);
    await install(clone, '--frozen-lockfile');
    const measured = await deploy(bench, 'clone', clone);
    await rm(clone, { recursive: true });
    return measured;
  },
  async leaf(bench) {
    await changeLeaf(bench);
    return deploy(bench, 'leaf');
  },
  library: (bench) => deployLibrary(bench, 'library'),
  deep: (bench) => deployLibrary(bench, 'deep'),
};

/** Measures the scenarios at one size. What one of them needs of those before it is done all the same. */
export async function measureSize(options: SizeOptions): Promise<void> {
  const { scratch, lambdas, scenarios, onMeasured } = options;
  const { root, names } = await makeWorkspace(options);
  const server = await startServer(root, join(scratch, `state-${lambdas}`));
  const bench: Bench = { ...options, root, names, server };
  const needsDeployed = scenarios.some((one) => !['turbo', 'build', 'first'].includes(one));
  try {
    for (const scenario of Object.keys(runs) as Scenario[]) {
      const isWanted = scenarios.includes(scenario);
      if (!isWanted && !(scenario === 'first' && needsDeployed)) continue;
      const measured = await runs[scenario](bench);
      if (isWanted) onMeasured(measured);
    }
  } finally {
    await server.close();
  }
}
