import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closedAddress, startBrokenServer } from '../test/broken-server.ts';
import { signatureKey, token, variablesOf } from '../test/cache-variables.ts';
import { checkCache } from './check-cache.ts';
import { startCacheServer, type CacheServer } from './index.ts';

let server: CacheServer;
beforeAll(async () => {
  server = await startCacheServer({ token });
});
afterAll(() => server[Symbol.asyncDispose]());

const patient = new AbortController().signal;
const otherKey = { TURBO_REMOTE_CACHE_SIGNATURE_KEY: signatureKey.toUpperCase() };

describe('a cache is used', () => {
  test('that keeps artifacts and their signatures, the first time and again', async () => {
    const env = variablesOf(server.url, 'good');
    const used = {
      use: 'yes',
      isReadOnly: false,
      message: `the remote cache at ${server.url} is used`,
    };
    expect(await checkCache(env, patient)).toEqual(used);
    expect(await checkCache(env, patient)).toEqual(used);
  });

  test('that others fill with another key, and that is said', async () => {
    const env = variablesOf(server.url, 'keys');
    await checkCache(env, patient);
    const { use, message } = await checkCache({ ...env, ...otherKey }, patient);
    expect(use).toBe('yes');
    expect(message).toBe(
      `the remote cache at ${server.url} is used; what others signed with another key is built again`,
    );
  });

  test('that only reads, and that is said', async () => {
    await using reading = await startCacheServer({ token, isReadOnly: true });
    expect(await checkCache(variablesOf(reading.url, 'any'), patient)).toEqual({
      use: 'yes',
      isReadOnly: true,
      message: `the remote cache at ${reading.url} is used; it is only read`,
    });
  });

  test('by who may only read it, without writing to it', async () => {
    const env = { ...variablesOf(server.url, 'reader'), TURBO_CACHE: 'local:rw,remote:r' };
    expect(await checkCache(env, patient)).toMatchObject({ use: 'yes' });
    expect(server.readLog()).not.toMatch(/"method":"PUT","url":"[^"]*slug=reader/);
  });
});

describe('a cache is left out, and why', () => {
  const messageOf = async (changed: Readonly<Record<string, string>>) => {
    const env = { ...variablesOf(server.url, 'bad'), ...changed };
    const { use, message } = await checkCache(env, patient);
    expect(use).toBe('no');
    expect(message).toMatch(/^the remote cache is not used: /);
    return message.replace(/^.*not used: /, '');
  };

  test.each([
    ['TURBO_TOKEN is not set', { TURBO_TOKEN: '' }],
    ['TURBO_API, TURBO_TEAM are not set', { TURBO_API: '', TURBO_TEAM: '' }],
    ['TURBO_TOKEN has white space in it', { TURBO_TOKEN: `${token}\n` }],
    ['TURBO_API is no address: it begins with https://', { TURBO_API: 'cache.example.com' }],
    [
      'TURBO_REMOTE_CACHE_SIGNATURE_KEY has 9 bytes of at least 32',
      { TURBO_REMOTE_CACHE_SIGNATURE_KEY: 'too-short' },
    ],
  ])('%s', async (message, changed) => {
    expect(await messageOf(changed)).toBe(message);
  });

  test('the token is another', async () => {
    expect(await messageOf({ TURBO_TOKEN: 'wrong' })).toBe(
      `${server.url} does not take TURBO_TOKEN (401)`,
    );
  });

  test('nobody listens', async () => {
    expect(await messageOf({ TURBO_API: closedAddress })).toBe(
      `${closedAddress} cannot be reached (ECONNREFUSED)`,
    );
  });

  test('it answers garbage', async () => {
    const { url } = await startBrokenServer((response) => response.end('<html>Welcome</html>'));
    expect(await messageOf({ TURBO_API: url })).toBe(`${url} answers what no cache answers`);
  });

  test('it fails', async () => {
    const { url } = await startBrokenServer((response) => response.writeHead(502).end());
    expect(await messageOf({ TURBO_API: url })).toBe(`${url} answers with 502`);
  });

  test('it keeps no signatures', async () => {
    await using careless = await startCacheServer({ token, keepsSignatures: false });
    expect(await messageOf({ TURBO_API: careless.url })).toBe(
      `${careless.url} keeps no signatures: start it with any TURBO_REMOTE_CACHE_SIGNATURE_KEY`,
    );
  });

  test('it takes too long', async () => {
    const { url, asked } = await startBrokenServer(() => undefined);
    const patience = new AbortController();
    const checking = checkCache(variablesOf(url, 'slow'), patience.signal);
    await asked;
    patience.abort();
    expect((await checking).message).toBe(
      `the remote cache is not used: ${url} takes too long to answer`,
    );
  });
});

test('where none is configured, there is none: so it is in a fork', async () => {
  expect(await checkCache({}, patient)).toMatchObject({ use: 'none' });
  const empty = Object.keys(variablesOf('', '')).map((name) => [name, '']);
  const env = { ...(Object.fromEntries(empty) as object), TURBO_CACHE: 'local:rw,remote:w' };
  expect(await checkCache(env, patient)).toMatchObject({ use: 'none' });
});

test('no secret is in what the server logs or the check says', async () => {
  const env = variablesOf(server.url, 'secret');
  const verdicts = [
    await checkCache(env, patient),
    await checkCache({ ...env, ...otherKey }, patient),
  ];
  const words = `${JSON.stringify(verdicts)}${server.readLog()}`.toLowerCase();
  expect(words).toContain('slug=secret');
  expect([token, signatureKey].filter((secret) => words.includes(secret))).toEqual([]);
});
