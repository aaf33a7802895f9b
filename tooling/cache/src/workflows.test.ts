import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly environment?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const directory = resolve(import.meta.dirname, '../../../.github/workflows');

async function readJobs() {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.yml'));
  const workflows = await Promise.all(
    files.map(async (file) => parse(await readFile(join(directory, file), 'utf8')) as Workflow),
  );
  return workflows.flatMap(({ env, jobs }) =>
    Object.entries(jobs).map(([id, job]) => ({ id, job, env: { ...env, ...job.env } })),
  );
}

const namesCache = (value: unknown) =>
  /TURBO_(?:API|TOKEN|REMOTE_CACHE)/.test(JSON.stringify(value));

test('only the jobs that check and plan may have the remote cache, after their install', async () => {
  const jobs = await readJobs();
  const having = jobs.filter(({ job }) => namesCache(job));
  expect(having.map(({ id }) => id)).toEqual(['check', 'plan']);
  for (const { job, env } of having) {
    expect(namesCache(env)).toBe(false);
    expect(job.steps.filter(namesCache).map(({ name }) => name)).toEqual(['Remote cache']);
    const [setUp, step] = ['"./.github/actions/set-up"', '"Remote cache"'].map((text) =>
      job.steps.findIndex((one) => JSON.stringify(one).includes(text)),
    );
    expect(step).toBe((setUp ?? 0) + 1);
  }
});

test('what main believes of its checks, no pull request has written', async () => {
  const jobs = await readJobs();
  const check = jobs.find(({ id }) => id === 'check');
  const step = check?.job.steps.find(({ name }) => name === 'Remote cache');
  expect(step?.env?.TURBO_CACHE).toBe(
    "${{ github.event_name == 'pull_request' && 'local:rw,remote:rw' || 'local:rw,remote:w' }}",
  );
});

test('what is deployed is built without it, whatever an organization sets', async () => {
  const jobs = await readJobs();
  const build = jobs.find(({ id }) => id === 'build');
  const step = build?.job.steps.find(({ run }) => run === 'pnpm lambda build');
  expect(step?.env).toEqual({ TURBO_CACHE: 'local:rw' });
});
