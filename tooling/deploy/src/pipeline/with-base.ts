import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { localStage, UserError } from '@tooling/core';
import { findRoot, readCommit } from '@tooling/workspace';
import { textOption, type CommandInput } from '../command.ts';
import type { Host } from '../host.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** The checkout that a plan compares with in the place of a stage. */
export interface Base {
  /** As `readCommit` names it. */
  readonly commit: string;
}

/**
 * Where `--base` names another checkout of the repository, lets that one deploy itself to a local AWS of
 * its own, and works with it as if it were the local stage: so a plan can be made where nobody may read
 * what is live. Without `--base` it only works.
 *
 * @throws UserError USAGE, BASE_UNUSABLE
 */
export async function withBase<Result>(
  input: CommandInput,
  host: Host,
  work: (host: Host, base: Base | undefined) => Promise<Result>,
): Promise<Result> {
  const named = textOption(input, 'base');
  if (named === undefined) return work(host, undefined);
  const stage = textOption(input, 'stage');
  if ((stage !== undefined && stage !== localStage) || textOption(input, 'out') !== undefined) {
    throw new UserError('USAGE', '--base goes with no --stage and no --out', {
      hint: 'it asks no stage what is live, and nothing could be deployed by such a plan',
    });
  }
  const directory = resolve(host.cwd, named);
  const program = join(directory, 'node_modules', '.bin', 'lambda');
  if (!existsSync(program)) {
    throw new UserError(
      'BASE_UNUSABLE',
      `${named} is no checkout of a repository that is installed`,
    );
  }
  const { startLocalAws } = await import('@tooling/local');
  const stateDirectory = await mkdtemp(join(tmpdir(), 'lambda-base-'));
  try {
    const local = await startLocalAws({ stateDirectory });
    try {
      const environment = environmentAt(local.url, host.env);
      const deploying = deployAt(directory, program, environment, host.signal);
      const failed = await untilInterrupted(host.signal, deploying);
      if (failed !== undefined) {
        throw new UserError('BASE_UNUSABLE', `${named} cannot be deployed to a local AWS`, {
          problems: failed.split('\n').filter((line) => line.trim() !== ''),
        });
      }
      const { commit } = await readCommit(findRoot(directory), []);
      return await work({ ...host, env: environment }, { commit });
    } finally {
      await local.close();
    }
  } finally {
    await rm(stateDirectory, { recursive: true, force: true });
  }
}

/** No account, no stage and no choice of the caller's is of any concern there. */
function environmentAt(url: string, env: Host['env']): Host['env'] {
  const others = Object.entries(env).filter(([name]) => !/^(?:AWS|DEPLOY)_/.test(name));
  return { ...Object.fromEntries(others), AWS_ENDPOINT_URL: url };
}

/** Without steps and alarms, which have nobody's traffic to look after. @returns what it said, if it failed */
async function deployAt(
  directory: string,
  program: string,
  env: Host['env'],
  signal: AbortSignal,
): Promise<string | undefined> {
  // The job's summary and annotations are of the plan.
  const { GITHUB_STEP_SUMMARY: _summary, GITHUB_ACTIONS: _actions, ...others } = env;
  const bin = join(directory, 'node_modules', '.bin');
  const child = spawn(program, ['deploy', '--at-once'], {
    cwd: directory,
    env: { ...others, PATH: [bin, process.env.PATH].join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  const exited = new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      done(code ?? 1);
    });
  });
  try {
    const [code, out, err] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
    return code === 0 ? undefined : `${err}\n${out}`;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
