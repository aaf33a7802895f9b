import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closedAddress, startBrokenServer } from '../test/broken-server.ts';
import { signatureKey, token, variablesOf } from '../test/cache-variables.ts';
import { makeTwoClones } from '../test/two-clones.ts';
import { startCacheServer, type CacheServer } from './index.ts';

let server: CacheServer;
beforeAll(async () => {
  server = await startCacheServer({ token });
});
afterAll(() => server[Symbol.asyncDispose]());

const artifactsOf = async (team: string) => {
  const names = await readdir(join(server.directory, team));
  return names.filter((name) => !name.endsWith('.tag'));
};

const secrets = [token, signatureKey];

describe('two clones', () => {
  test('share builds and tests, byte for byte, and no secret is in a log', async () => {
    const [first, second] = await makeTwoClones();
    const cache = variablesOf(server.url, 'shared');
    const built = await first.run(cache);
    expect(built.cached).toBe(0);
    const shared = await second.run(cache);
    expect(shared.cached).toBe(4);
    for (const name of ['one', 'two']) {
      expect(await second.readZip(name)).toEqual(await first.readZip(name));
    }
    expect((await second.readZip('one'))?.length).toBe(4096);
    const logs = [built.output, shared.output, server.readLog()].join('\n');
    expect(server.readLog()).toContain('/v8/artifacts/');
    expect(secrets.filter((secret) => logs.includes(secret))).toEqual([]);
  });

  test('share nothing that was exchanged on the server: it is built again', async () => {
    const [first, second] = await makeTwoClones();
    const cache = variablesOf(server.url, 'tampered');
    await first.run(cache);
    // Whole artifacts with the same names and other bytes, as somebody would plant them.
    await first.forget();
    await first.run(variablesOf(server.url, 'planted'));
    const planted = await first.readZip('one');
    for (const name of await artifactsOf('tampered')) {
      const [from, to] = ['planted', 'tampered'].map((team) => join(server.directory, team, name));
      await copyFile(from ?? '', to ?? '');
    }
    const { cached } = await second.run(cache);
    // The tests have nothing but their logs, which are the same ones.
    expect(cached).toBe(2);
    expect(await second.readZip('one')).toBeDefined();
    expect(await second.readZip('one')).not.toEqual(planted);
  });

  test('share nothing by different keys', async () => {
    const [first, second] = await makeTwoClones();
    const cache = variablesOf(server.url, 'keys');
    await first.run(cache);
    const other = { ...cache, TURBO_REMOTE_CACHE_SIGNATURE_KEY: signatureKey.toUpperCase() };
    expect((await second.run(other)).cached).toBe(0);
  });

  test('of which one only writes: it takes nothing of what the other wrote', async () => {
    const [first, second] = await makeTwoClones();
    const cache = variablesOf(server.url, 'writing');
    await first.run(cache);
    const { cached } = await second.run({ ...cache, TURBO_CACHE: 'local:rw,remote:w' });
    expect(cached).toBe(0);
    await first.forget();
    expect((await first.run(cache)).cached).toBe(4);
    expect(await first.readZip('two')).toEqual(await second.readZip('two'));
  });

  test('share what one of them may write and the other only read', async () => {
    const { directory } = server;
    await using reading = await startCacheServer({ token, isReadOnly: true, directory });
    const [first, second] = await makeTwoClones();
    const { cached } = await first.run(variablesOf(reading.url, 'reading'));
    expect(cached).toBe(0);
    await first.forget();
    await second.run(variablesOf(server.url, 'reading'));
    expect((await first.run(variablesOf(reading.url, 'reading'))).cached).toBe(4);
  });
});

describe('turbo builds without the cache', () => {
  test.each([
    ['whose token is another', { TURBO_TOKEN: 'wrong' }, /failed to contact remote cache.*\(401 /],
    ['that is not configured', { TURBO_TOKEN: '' }, /Remote caching disabled/],
  ])('%s', async (_, changed, words) => {
    const [clone] = await makeTwoClones();
    const run = await clone.run({ ...variablesOf(server.url, 'without'), ...changed });
    expect(run).toMatchObject({ cached: 0, output: expect.stringMatching(words) as string });
    expect(await clone.readZip('one')).toBeDefined();
  });

  test('that is down', async () => {
    const [clone] = await makeTwoClones();
    const { output, cached } = await clone.run(variablesOf(closedAddress, 'down'));
    expect(cached).toBe(0);
    expect(output).toContain('Remote caching unavailable (Could not connect to');
  });

  test('that answers garbage', async () => {
    const { url } = await startBrokenServer((response) => response.end('<html>Welcome</html>'));
    const [clone] = await makeTwoClones();
    const { output, cached } = await clone.run(variablesOf(url, 'garbage'));
    expect(cached).toBe(0);
    expect(output).toContain('Remote caching unavailable (Could not connect to');
  });

  test('that never answers', async () => {
    const { url } = await startBrokenServer(() => undefined);
    const [clone] = await makeTwoClones();
    const cache = { ...variablesOf(url, 'slow'), TURBO_REMOTE_CACHE_TIMEOUT: '1' };
    const { output, cached } = await clone.run(cache);
    expect(cached).toBe(0);
    expect(output).toContain('temporarily unavailable');
  });
});
