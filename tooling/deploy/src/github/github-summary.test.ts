import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionPlan, Plan } from '@tooling/core';
import { expect, it, onTestFinished } from 'vitest';
import { setEnvironment } from '../../test/by-hand.ts';
import { createWorkspace, lambdaManifest, packageManifest } from '../../test/create-workspace.ts';
import { runLambda } from '../../test/run-lambda.ts';
import { startStage } from '../../test/stage.ts';
import { drawGraph } from './draw-graph.ts';
import { renderPlan, renderReport } from './render-summary.ts';

async function summaryFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'summary-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, 'summary.md');
}

const unchanged = (lambda: string): FunctionPlan => ({
  action: 'none',
  lambda,
  functionName: lambda,
  reasons: ['bundle is byte-identical: nothing to do'],
  liveVersion: '1',
});

const blocked = (lambda: string, message: string): FunctionPlan => ({
  action: 'blocked',
  lambda,
  functionName: lambda,
  reasons: [message],
  failure: { code: 'BUILD_FAILED', message, problems: [], hint: '', exitCode: 1 },
});

const planOf = (functions: readonly FunctionPlan[], dependencies: Plan['dependencies'] = {}) =>
  ({
    planVersion: 1,
    service: 'tests',
    stage: 'prod',
    account: '123456789012',
    region: 'eu-central-1',
    commit: 'none',
    functions,
    orphans: [],
    undeclared: [],
    dependencies,
  }) satisfies Plan;

const canary = { type: 'canary', percent: 50, intervalSeconds: 300, alarms: ['errs'] };

const files = {
  'packages/math/package.json': packageManifest('math'),
  'packages/math/index.ts': 'export const double = (value: number) => value * 2;\n',
  'lambdas/doubles/package.json': lambdaManifest('doubles', ['math']),
  'lambdas/doubles/index.ts':
    "import { double } from '@packages/math';\nexport const handler = async (value: number) => double(value);\n",
  'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
};

it('puts the plan, its graph and what was done into the summary of the job', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const file = await summaryFile();
  const env = { ...stage.env, GITHUB_STEP_SUMMARY: file };
  expect(await runLambda(['deploy'], { cwd: workspace.root, env })).toMatchObject({ exitCode: 0 });

  const text = await readFile(file, 'utf8');
  expect(text).toContain('## Plan for stage local');
  expect(text).toContain('| doubles | 🟢 create | new function |');
  expect(text).toMatch(/n0\["doubles"\]:::create\n +n1\(\["packages\/math"\]\)/);
  expect(text).toContain('n0 --> n1');
  expect(text).toContain('## Deploy to stage local: done');
  expect(text).toContain('| hello | 🟢 deployed | 1 |');
});

it('does the same for a plan alone, and with --json', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const file = await summaryFile();
  const env = { ...stage.env, GITHUB_STEP_SUMMARY: file };
  await runLambda(['plan', '--json'], { cwd: workspace.root, env });
  expect(await readFile(file, 'utf8')).toContain('2 of 2 functions differ from what is live');
});

it('says why there is no plan, what was rolled back, removed and has drifted', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js': "exports.handler = async () => 'one';\n",
    'lambdas/gone/index.js': "exports.handler = async () => 'gone';\n",
  });
  await using stage = await startStage();
  const file = await summaryFile();
  const run = async (...args: readonly string[]) => {
    await writeFile(file, '');
    const env = { ...stage.env, GITHUB_STEP_SUMMARY: file };
    await runLambda(args, { cwd: workspace.root, env });
    return readFile(file, 'utf8');
  };
  await run('deploy');
  await workspace.write({
    'lambdas/hello/index.js': "exports.handler = async () => 'two';\n",
    'lambdas/hello/lambda.config.ts': `export default { switching: ${JSON.stringify(canary)} };\n`,
    'lambdas/gone': undefined,
  });
  const planned = await run('plan');
  expect(planned).toContain('canary: 50 % for 300 s, then all, watching errs');
  await workspace.write({ 'lambdas/hello/lambda.config.ts': 'export default { memory: 1 };\n' });
  expect(await run('plan')).toMatch(
    /^## lambda plan: failed, exit code 2\n\nCONFIG&#95;INVALID: .*memory.*→ /s,
  );
  await workspace.write({ 'lambdas/hello/lambda.config.ts': undefined });
  await run('deploy');
  const back = await run('rollback', 'hello');
  expect(back).toMatch(/\| hello \| 2 .* \| 1 .* \| what was live before \|/);
  expect(back).toContain('| hello | 🟢 rolled back | 1 | 2 |  |');
  expect(await run('deploy')).toContain(
    'Nothing to do: 1 function is pinned, kept as rolled back.',
  );
  expect(await run('unpin', 'hello')).toBe(
    '## Unpinned in stage local: done\n\n| function | version |\n| --- | --- |\n| hello | 2 |\n\n',
  );
  expect(await run('unpin', '--all')).toContain('None of them is pinned.');
  const orphans = await run('prune', '--dry-run');
  expect(orphans).toContain('| gone | gone | 🟡 would be removed | no lambda has it any more |');
  expect(orphans).toContain('- Remove them: <code>pnpm lambda prune --stage local</code>');
  await setEnvironment(stage, 'hello', { BY_HAND: 'yes' });
  const drift = await run('drift');
  expect(drift).toMatch(
    /## Drift in stage local\n\n.*\| hello \| .*environment.BY&#95;HAND \| none \|/s,
  );
  expect(drift).toContain(
    '- Put it back: <code>pnpm lambda deploy --verify --stage local hello</code>',
  );
});

it('says what a run waited for', () => {
  const waits = [{ reason: 'role', milliseconds: 9000, times: 1 }] as const;
  const report = { ...planOf([]), functions: [], interrupted: false, waits, exitCode: 0 };
  expect(renderReport(report)).toContain('waited 9.0 s for new roles to reach Lambda');
});

it('deploys all the same where the summary cannot be written', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const env = { ...stage.env, GITHUB_STEP_SUMMARY: join(workspace.root, 'no/such/directory') };
  const ran = await runLambda(['deploy'], { cwd: workspace.root, env });
  expect(ran.exitCode).toBe(0);
  expect(ran.err).toContain("the job's summary cannot be written");
});

it('says what stands in the way of a function, and what nobody may do for ever', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js': "exports.other = async () => 'hello';\n",
    'lambdas/later/index.js': "exports.handler = async () => 'later';\n",
  });
  await using stage = await startStage();
  const file = await summaryFile();
  const env = { ...stage.env, GITHUB_STEP_SUMMARY: file };
  expect(await runLambda(['deploy'], { cwd: workspace.root, env })).toMatchObject({ exitCode: 1 });
  const text = await readFile(file, 'utf8');
  const [plan = '', report = ''] = text.split('## Deploy to stage');
  for (const part of [plan, report]) {
    const row = part.split('\n').find((line) => line.startsWith('| hello |')) ?? '';
    expect(row).toContain('handler');
    expect(row).toContain('→ ');
  }

  const warned = { ...unchanged('old'), warnings: ['nodejs22.x ends on 2027-04-30'] };
  expect(renderPlan(planOf([warned]))).toContain('- old: nodejs22.x ends on 2027-04-30');
});

it('lets no text from outside become markup', () => {
  const text = renderPlan(
    planOf([blocked('x', 'a | b <img src=x> [link](https://example.com) @everyone `code`\nnext')]),
  );
  const row = text.split('\n').find((line) => line.startsWith('| x |')) ?? '';
  expect(row.split(' | ')).toHaveLength(3);
  expect(row).not.toMatch(/<img|\]\(|@everyone|`/);
  expect(row).toContain('<br>next');
});

it('draws what is changed first, and says what there was no room for', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `f${index}`);
  const dependencies = Object.fromEntries(
    names.map((name) => [`lambdas/${name}`, ['packages/shared']]),
  );
  const plan = planOf([...names.map(unchanged), blocked('broken', 'no')], {
    ...dependencies,
    'lambdas/broken': ['packages/shared'],
  });
  const drawn = drawGraph(plan);
  expect(drawn?.mermaid).toContain('["broken"]:::blocked');
  expect(drawn?.mermaid.split('\n').filter((line) => line.includes('-->'))).toHaveLength(59);
  expect(drawn?.leftOut).toBe(942);
  expect(renderPlan(plan).length).toBeLessThan(100_000);
});

it('draws nothing where nothing is to be done', () => {
  expect(drawGraph(planOf([unchanged('a')]))).toBeUndefined();
});
