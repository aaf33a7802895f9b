import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../testing/start-test-aws.ts';
import { localEndpointList } from './local-endpoint-list.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await startTestAws();
});
afterEach(async () => {
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

async function ask(path: string, method = 'GET') {
  const answer = await fetch(`${aws.url}${path}`, { method });
  return { status: answer.status, body: (await answer.json()) as { readonly message: string } };
}

test('what is described is there, with these methods and no others', async () => {
  const described = Map.groupBy(Object.keys(localEndpointList), (key) => key.split(' ')[1] ?? '');
  for (const [pattern, keys] of described) {
    const { status, body } = await ask(pattern.replace('*', 'x'), 'PUT');
    expect([pattern, status]).toEqual([pattern, 405]);
    const methods = keys.map((key) => key.split(' ')[0] ?? '').sort();
    expect(body.message.split(' takes ')[1]?.split(', ').sort()).toEqual(methods);
  }
});

test.each([
  ['/_local/logs?filter=%7B%20%24.x%20%3D', 'filter'],
  ['/_local/logs?filter=%5Ba%2C%20b%5D', 'space-delimited'],
  ['/_local/logs?since=yesterday', 'since=yesterday'],
  ['/_local/logs?since=-5', 'since=-5'],
  ['/_local/buckets/b?limit=0', 'limit=0'],
  ['/_local/buckets/b?limit=1001', 'limit=1001'],
  ['/_local/buckets/b?limit=ten', 'limit=ten'],
  ['/_local/buckets/b?continuation=nonsense', 'continuation=nonsense'],
  ['/_local/objects/b/k?limit=99999999999', 'limit=99999999999'],
  ['/_local/queues/q?limit=1e3', 'limit=1e3'],
  ['/_local/queues/%E0%A4%A', '%E0%A4%A'],
])('says what is wrong with %s', async (path, words) => {
  const { status, body } = await ask(path);
  expect(status).toBe(400);
  expect(body.message).toContain(words);
});

test.each([
  '/_local/buckets/none',
  '/_local/buckets/..%2f..',
  '/_local/objects/none/key',
  '/_local/objects/none',
  '/_local/objects/..%2f..%2fdocuments/x',
  '/_local/queues/none',
  '/_local/queues/__proto__',
  '/_local/nothing',
])('has nothing at %s', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404 });
});

test.each([
  ['/_local/functions', { functions: [] }],
  ['/_local/buckets', { buckets: [] }],
  ['/_local/queues', { queues: [] }],
  ['/_local/events', { events: [] }],
  ['/_local/topics', { topics: [] }],
  ['/_local/schedules', { schedules: [] }],
])('answers %s of a local AWS that has nothing', async (path, body) => {
  expect(await ask(path)).toEqual({ status: 200, body });
});
