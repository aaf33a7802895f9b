/**
 * Asks the remote cache that turbo's variables name whether it can be used, and says so in one line. In a
 * job of GitHub Actions it gives them to the later steps only then: turbo would go on without the cache
 * too, but slowly, and some faults it does not tell. It never fails: a cache is nothing to fail for.
 */
import { appendFile } from 'node:fs/promises';
import { cacheVariables } from './cache-settings.ts';
import { checkCache } from './check-cache.ts';

/** What a build waits for a cache at most, unless it is given another time. */
const patienceMs = Number(process.argv[2] ?? 5000);

const { env } = process;
const { use, isReadOnly, message } = await checkCache(env, AbortSignal.timeout(patienceMs));
const file = env.GITHUB_ENV ?? '';
const mark = use === 'no' && file !== '' ? '::warning title=Remote cache::' : '';
process.stdout.write(`${mark}${message}\n`);
if (use === 'yes' && file !== '') {
  const cache = isReadOnly ? 'local:rw,remote:r' : env.TURBO_CACHE;
  const given: NodeJS.ProcessEnv = { ...env, TURBO_CACHE: cache };
  // None of them has a line break: that was refused.
  const lines = cacheVariables.flatMap((name) => {
    const value = given[name] ?? '';
    return value === '' ? [] : [`${name}=${value}\n`];
  });
  await appendFile(file, lines.join(''));
}
