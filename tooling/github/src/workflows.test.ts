import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readSetUp, readWorkflow, type Job } from '../test/workflows.ts';

const workflows = ['lambda', 'drift', 'release'].map((name) => ({ name, ...readWorkflow(name) }));
const jobs = workflows.flatMap(({ name, jobs: all }) =>
  Object.entries(all).map(([id, job]) => ({ id: `${name}/${id}`, job })),
);

const setUpsOf = ({ steps }: Job) =>
  steps.filter(({ uses }) => uses === './.github/actions/set-up');
const mayWrite = ({ permissions = {} }: Job) => {
  const { 'id-token': _, ...others } = permissions;
  return Object.values(others).includes('write');
};

test('there are the jobs that these tests are about', () => {
  const ids = jobs.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['lambda/comment', 'lambda/build', 'lambda/operate']));
});

describe.each(workflows)('$name', ({ permissions, jobs: all, defaults, text }) => {
  test('asks for nothing as a whole, and each job for what it needs and its time', () => {
    expect(permissions).toEqual({});
    expect(defaults).toHaveProperty('run.shell', 'bash');
    for (const job of Object.values(all)) {
      expect(job.permissions).toBeDefined();
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    }
  });

  test('runs at no event that gives a stranger rights', () => {
    expect(text).not.toMatch(/^ {2}pull_request_target:/m);
  });

  test('puts no text into a shell but by variables', () => {
    for (const { run = '' } of Object.values(all).flatMap(({ steps }) => steps)) {
      expect(run).not.toContain('${{');
    }
  });
});

test('every action of others is a commit, with its version beside it', () => {
  const lines = [...workflows, readSetUp()].flatMap(({ text }) =>
    text.split('\n').filter((line) => /^ *(?:- )?uses: /.test(line)),
  );
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) {
    expect(line).toMatch(/uses: (?:\.\/\S+|[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  }
  const pins = new Set(lines.flatMap((line) => /uses: (\S+@.*)$/.exec(line)?.[1] ?? []));
  const names = [...pins].map((pin) => pin.replace(/@.*/, ''));
  expect(names).toEqual([...new Set(names)]);
});

test('what is deployed, and what deploys, takes no cache', () => {
  for (const id of ['build', 'deploy', 'deploy-production', 'operate']) {
    const job = readWorkflow('lambda').jobs[id];
    expect(job && setUpsOf(job)).toEqual([{ uses: './.github/actions/set-up' }]);
  }
  for (const { id, job } of jobs) {
    const own = job.steps.filter(({ uses = '' }) => uses.startsWith('actions/cache'));
    expect(`${id}: ${own.length}`).toBe(`${id}: 0`);
  }
  const caches = readSetUp().runs.steps.filter(({ uses = '' }) => uses.startsWith('actions/cache'));
  expect(caches).toHaveLength(2);
  for (const { if: condition } of caches) expect(condition).toMatch(/-cache == 'true'$/);
});

test('who may write to the repository installs nothing, and runs no code of a pull request', () => {
  const writers = jobs.filter(({ job }) => mayWrite(job));
  expect(writers.map(({ id }) => id)).toEqual([
    'lambda/comment',
    'drift/report',
    'release/propose',
    'release/publish',
  ]);
  for (const { job } of writers) {
    expect(setUpsOf(job)).toEqual([]);
    for (const { run = '' } of job.steps) expect(run).not.toMatch(/\bp?npm\b|\bnpx\b/);
  }
  const [checkout] = readWorkflow('lambda').jobs.comment?.steps ?? [];
  expect(checkout?.with?.ref).toBe('${{ github.event.pull_request.base.sha }}');
});

test('production is deployed by the steps that its forerunner was', () => {
  const { deploy, 'deploy-production': production } = readWorkflow('lambda').jobs;
  expect(production?.steps).toEqual(deploy?.steps);
});

interface Inputs {
  readonly COMMAND: string;
  readonly LAMBDAS?: string;
  readonly TO?: string;
  readonly DRY_RUN?: string;
  readonly IS_MAIN?: string;
}

/** What the job calls pnpm with; or why it refuses. */
async function operate(inputs: Inputs): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'operate-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeFile(join(directory, 'pnpm'), '#!/bin/sh\nfor one; do printf "%s\\n" "$one"; done\n');
  await chmod(join(directory, 'pnpm'), 0o755);
  const env = {
    PATH: [directory, process.env.PATH].join(delimiter),
    DEPLOY_ROLE_ARN: 'arn:aws:iam::123456789012:role/deploy',
    IS_MAIN: 'true',
    LAMBDAS: '',
    TO: '',
    DRY_RUN: 'false',
    ...inputs,
  };
  const steps = readWorkflow('lambda').jobs.operate?.steps ?? [];
  const script = (name: string) => steps.find((step) => step.name === name)?.run ?? 'exit 9';
  const run = (name: string) =>
    execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script(name)], {
      env,
      encoding: 'utf8',
    });
  try {
    run('May this run do it?');
  } catch (error) {
    return (error as { readonly stdout: string }).stdout.trim();
  }
  return run('Do it').trim().split('\n').join(' ');
}

test.each<[Inputs, string]>([
  [{ COMMAND: 'deploy' }, 'lambda deploy'],
  [{ COMMAND: 'deploy', LAMBDAS: 'one  two ' }, 'lambda deploy one two'],
  [{ COMMAND: 'deploy', DRY_RUN: 'true', LAMBDAS: 'one' }, 'lambda plan one'],
  [{ COMMAND: 'rollback' }, 'lambda rollback --last'],
  [{ COMMAND: 'rollback', LAMBDAS: 'one' }, 'lambda rollback one'],
  [{ COMMAND: 'rollback', LAMBDAS: 'one', TO: '12' }, 'lambda rollback --to 12 one'],
  [{ COMMAND: 'rollback', TO: '3f2a91c' }, 'lambda rollback --to 3f2a91c --all'],
  [{ COMMAND: 'rollback', DRY_RUN: 'true' }, 'lambda rollback --last --dry-run'],
  [{ COMMAND: 'unpin' }, 'lambda unpin --all'],
  [{ COMMAND: 'unpin', LAMBDAS: 'one' }, 'lambda unpin one'],
  [{ COMMAND: 'unpin', LAMBDAS: 'one', DRY_RUN: 'true' }, 'lambda status'],
  [{ COMMAND: 'prune' }, 'lambda prune'],
  [{ COMMAND: 'prune', LAMBDAS: 'gone', DRY_RUN: 'true' }, 'lambda prune --dry-run gone'],
])('by hand: %j is `pnpm %s`', async (inputs, called) => {
  expect(await operate(inputs)).toBe(called);
});

test.each<[Inputs, string]>([
  [{ COMMAND: 'deploy', IS_MAIN: 'false' }, 'Run the workflow on main'],
  [{ COMMAND: 'local' }, 'The command is none of'],
  [{ COMMAND: 'deploy', LAMBDAS: '$(id)' }, 'Lambdas are names of directories'],
  [{ COMMAND: 'deploy', LAMBDAS: 'one --force' }, 'Lambdas are names, without options'],
  [{ COMMAND: 'deploy', LAMBDAS: 'one\ntwo' }, 'Lambdas are names of directories'],
  [{ COMMAND: 'rollback', TO: '--all' }, 'A rollback goes to a version'],
  [{ COMMAND: 'rollback', TO: '3f2a' }, 'A rollback goes to a version'],
  [{ COMMAND: 'prune', TO: '12' }, 'Only a rollback'],
])('by hand: %j is refused', async (inputs, reason) => {
  expect(await operate(inputs)).toMatch(new RegExp(`^::error title=Not done::${reason}`));
});
