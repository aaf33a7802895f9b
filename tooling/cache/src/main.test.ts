import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { closedAddress } from '../test/broken-server.ts';
import { token, variablesOf } from '../test/cache-variables.ts';
import { startCacheServer, type CacheServer } from './index.ts';

let server: CacheServer;
beforeAll(async () => {
  server = await startCacheServer({ token });
});
afterAll(() => server[Symbol.asyncDispose]());

/** On a busy machine a good cache may need longer than a build would wait for it. */
const patienceMs = '60000';

/** What the step of a job prints, and what it gives to the later ones. */
async function runStep(env: Readonly<Record<string, string>>) {
  const directory = await mkdtemp(join(tmpdir(), 'step-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'env');
  await writeFile(file, 'EARLIER=1\n');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), patienceMs],
    { env: { ...env, GITHUB_ENV: file } },
  );
  return { stdout, given: (await readFile(file, 'utf8')).replace('EARLIER=1\n', '') };
}

const toText = (variables: Readonly<Record<string, string>>) =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

test('a step gives the cache to the later ones when it can be used', async () => {
  const cache = { ...variablesOf(server.url, 'step'), TURBO_CACHE: 'local:rw,remote:w' };
  const { stdout, given } = await runStep(cache);
  expect(stdout).toBe(`the remote cache at ${server.url} is used\n`);
  expect(given).toBe(toText(cache));
});

test('it lets turbo only read what cannot be written to', async () => {
  await using reading = await startCacheServer({ token, isReadOnly: true });
  const cache = variablesOf(reading.url, 'step');
  const { given } = await runStep({ ...cache, TURBO_CACHE: 'local:rw,remote:rw' });
  expect(given).toBe(toText({ ...cache, TURBO_CACHE: 'local:rw,remote:r' }));
});

test('it warns of one that cannot be used, gives nothing and fails nothing', async () => {
  const { stdout, given } = await runStep(variablesOf(closedAddress, 'step'));
  expect(stdout).toBe(
    `::warning title=Remote cache::the remote cache is not used: ${closedAddress} cannot be reached (ECONNREFUSED)\n`,
  );
  expect(given).toBe('');
});

test('it gives nothing where nothing is configured', async () => {
  const { stdout, given } = await runStep({ TURBO_CACHE: 'local:rw,remote:w' });
  expect(stdout).toBe('no remote cache is configured\n');
  expect(given).toBe('');
});
