import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Lambda } from '@tooling/core';
import { cacheWarning, finishingPackage, parseTurboLine, turboWords } from './turbo-lines.ts';
import { localCacheOnly, runTurbo } from './turbo.ts';

/** How turbo's run ended, for lambdas whose own artifact does not tell. */
export interface BuildRun {
  readonly succeeded: boolean;
  /** turbo's own words, for a failure that is none of the tasks'. */
  readonly output: string;
}

export interface BuildLambdasOptions {
  /** Builds anew also what turbo has in its cache: the cache knows hashes, and no bytes. */
  readonly force?: boolean | undefined;
  /** Neither reads nor writes a cache but one of its own, in this directory: also none over the network. */
  readonly ownCache?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Told the name of a package whose build has perhaps ended. turbo has no word for the end itself: a
   * cached artifact is there when its hit is told, and a build prints when it has written its own. So
   * this may come too early, or never, and only says when looking may be worth while.
   */
  readonly onProgress?: ((packageName: string) => void) | undefined;
  /** False keeps turbo to its local cache, whatever it was told of a remote one. */
  readonly remoteCache?: boolean | undefined;
  /** Told once, in turbo's words, that its remote cache fails: turbo builds without it. */
  readonly onCacheWarning?: ((warning: string) => void) | undefined;
  /** Variables for the builds. No hash has them: they must not decide what is built. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** turbo refuses to be told of its cache twice. */
const noOtherCache = { TURBO_REMOTE_ONLY: '', TURBO_REMOTE_CACHE_READ_ONLY: '' };

/** Builds lambdas through turbo, so from its cache where it can; one failure does not stop others. */
export async function buildLambdas(
  root: string,
  lambdas: readonly Pick<Lambda, 'packageName'>[],
  options: BuildLambdasOptions = {},
): Promise<BuildRun> {
  const { force = false, ownCache, signal, onProgress, onCacheWarning } = options;
  const { remoteCache = true } = options;
  // Without a filter turbo would build everything.
  if (lambdas.length === 0) return { succeeded: true, output: '' };
  const flags = ['--json', '--continue=always', '--output-logs=new-only'];
  if (force) flags.push('--force');
  if (ownCache !== undefined) flags.push('--cache=local:w', `--cache-dir=${ownCache}`);
  const filters = lambdas.map(({ packageName }) => `--filter=${packageName}`);
  const args = ['run', 'build', ...flags, ...filters];
  const cacheVariables = ownCache === undefined ? !remoteCache && localCacheOnly : noOtherCache;
  const environment = { ...options.environment, ...cacheVariables };
  let hasWarned = false;
  const onLine = (line: string) => {
    const parsed = parseTurboLine(line);
    if (parsed === undefined) return;
    const packageName = finishingPackage(parsed);
    if (packageName !== undefined) onProgress?.(packageName);
    const warning = hasWarned ? undefined : cacheWarning(parsed);
    if (warning === undefined) return;
    hasWarned = true;
    onCacheWarning?.(warning);
  };
  const { exitCode, stdout, stderr } = await runTurbo(root, args, { signal, onLine, environment });
  return { succeeded: exitCode === 0, output: `${turboWords(stdout)}\n${stderr}` };
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
