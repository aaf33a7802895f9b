import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Lambda } from '@tooling/core';
import { runTurbo } from './turbo.ts';

/** How turbo's run ended, for lambdas whose own artifact does not tell. */
export interface BuildRun {
  readonly succeeded: boolean;
  /** turbo's own words, for a failure that is none of the tasks'. */
  readonly output: string;
}

export interface BuildLambdasOptions {
  /** Builds anew also what turbo has in its cache: the cache knows hashes, and no bytes. */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Builds lambdas through turbo, so from its cache where it can; one failure does not stop others. */
export async function buildLambdas(
  root: string,
  lambdas: readonly Pick<Lambda, 'packageName'>[],
  { force = false, signal }: BuildLambdasOptions = {},
): Promise<BuildRun> {
  // Without a filter turbo would build everything.
  if (lambdas.length === 0) return { succeeded: true, output: '' };
  const flags = ['--continue=always', '--output-logs=none', ...(force ? ['--force'] : [])];
  const filters = lambdas.map(({ packageName }) => `--filter=${packageName}`);
  const args = ['run', 'build', ...flags, ...filters];
  const { exitCode, stdout, stderr } = await runTurbo(root, args, signal);
  return { succeeded: exitCode === 0, output: stderr.trim() === '' ? stdout : stderr };
}

/** What the last build task of a lambda printed, without the lines of pnpm; empty when it never ran. */
export async function readBuildLog(root: string, directory: string): Promise<string> {
  const path = join(root, directory, '.turbo', 'turbo-build.log');
  const log = await readFile(path, 'utf8').catch(() => '');
  return stripVTControlCharacters(log)
    .split('\n')
    .filter((line) => !/^(?:\$ |> |\s*$|\[?\s*ELIFECYCLE| ?ERR_PNPM)/.test(line))
    .join('\n');
}
