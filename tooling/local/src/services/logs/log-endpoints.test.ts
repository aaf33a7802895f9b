import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalLogLine } from '@tooling/core/local-api';
import { createGateway } from '../../gateway/create-gateway.ts';
import { listenLocally, type HttpServer } from '../../gateway/http-server.ts';
import { createLogFeed, type LogFeed } from './log-feed.ts';
import { logEndpoints } from './log-endpoints.ts';
import { openReader, type EventReader } from './testing/event-reader.ts';

const nowMs = Date.parse('2026-11-20T12:00:00Z');
const stream = '2026/11/20/[7]0123456789abcdef0123456789abcdef';
const id = 'f8400400-dd9e-4025-b644-4c78df3287c7';

let feed: LogFeed;
let server: HttpServer;
let closing: AbortController;
let failures: unknown[];
let readers: EventReader[];
beforeEach(async () => {
  feed = createLogFeed();
  server = await listenLocally(0);
  closing = new AbortController();
  failures = [];
  readers = [];
  const now = () => new Date(nowMs);
  server.serve(
    createGateway({
      services: [],
      local: logEndpoints(feed, now),
      closing: closing.signal,
      limiter: () => {},
      accountId: '000000000000',
      region: 'us-east-1',
      now,
      report: (error) => failures.push(error),
    }),
  );
});
afterEach(async () => {
  closing.abort();
  for (const reader of readers) await reader.close();
  await server.close();
  expect(failures).toEqual([]);
});

/** The first bytes have come when it resolves: it misses nothing from then on. */
async function follow(query = '', headers: Record<string, string> = {}): Promise<EventReader> {
  const reader = await openReader(`${server.url}/_local/logs${query}`, headers);
  readers.push(reader);
  return reader;
}

function write(name: string, ...messages: readonly string[]): void {
  feed.publish(
    `/aws/lambda/${name}`,
    stream,
    messages.map((message) => ({ timestamp: nowMs, message: `${message}\n` })),
  );
}

const messagesOf = (events: readonly { readonly data: unknown }[]) =>
  events.map(({ data }) => (data as LocalLogLine).message);

test('tells each line as it comes, with its function, version and invocation', async () => {
  const reader = await follow();
  write('predict', `2026-11-20T12:00:00.000Z\t${id}\tINFO\tHello <b>`);
  const [event] = await reader.take(1);
  expect(event?.data).toEqual({
    functionName: 'predict',
    version: '7',
    logGroup: '/aws/lambda/predict',
    logStream: stream,
    requestId: id,
    timestamp: '2026-11-20T12:00:00.000Z',
    message: `2026-11-20T12:00:00.000Z\t${id}\tINFO\tHello <b>`,
  });
});

test.each([
  [`START RequestId: ${id} Version: 7`, id],
  [`END RequestId: ${id}`, id],
  [`REPORT RequestId: ${id}\tDuration: 1.00 ms`, id],
  [`RequestId: ${id} Error: Runtime exited`, id],
  [`{"timestamp":"2026-11-20T12:00:00.000Z","level":"INFO","requestId":"${id}","message":"x"}`, id],
  [
    `{"time":"2026-11-20T12:00:00.000Z","type":"platform.start","record":{"requestId":"${id}"}}`,
    id,
  ],
  [`what is of ${id}, who knows`, undefined],
  ['INIT_START Runtime Version: nodejs:24', undefined],
])('reads of %s which invocation it is of', async (message, requestId) => {
  const reader = await follow();
  write('predict', message);
  const [event] = await reader.take(1);
  expect((event?.data as LocalLogLine).requestId).toBe(requestId);
});

test('names the function by the stream where several share a group', async () => {
  const reader = await follow('?function=predict');
  const events = [{ timestamp: nowMs, message: 'shared' }];
  feed.publish('/all', '2026/11/20/other[1]abc', events);
  feed.publish('/all', '2026/11/20/predict[$LATEST]abc', events);
  const [event] = await reader.take(1);
  expect(event?.data).toMatchObject({ functionName: 'predict', version: '$LATEST' });
});

test('keeps to functions and to a filter', async () => {
  const one = await follow('?function=a&function=b&filter=ERROR');
  const other = await follow('?filter=%7B%20%24.level%20%3D%20%22warn%22%20%7D');
  write('a', 'INFO fine', 'ERROR in a');
  write('c', 'ERROR in c', '{"level":"warn"}');
  write('b', 'ERROR in b');
  expect(messagesOf(await one.take(2))).toEqual(['ERROR in a', 'ERROR in b']);
  expect(messagesOf(await other.take(1))).toEqual(['{"level":"warn"}']);
});

test('begins with what came since a moment, when it is asked to', async () => {
  const at = (seconds: number, message: string) =>
    feed.publish('/aws/lambda/f', stream, [{ timestamp: nowMs + seconds * 1000, message }]);
  at(-120, 'old');
  at(-30, 'recent');
  const [byAge, byMoment, live] = [
    await follow('?since=60'),
    await follow('?since=2026-11-20T11:59:00Z'),
    await follow(),
  ];
  at(0, 'now');
  expect(messagesOf(await byAge.take(2))).toEqual(['recent', 'now']);
  expect(messagesOf(await byMoment.take(2))).toEqual(['recent', 'now']);
  expect(messagesOf(await live.take(1))).toEqual(['now']);
});

test('goes on for a reader whose connection was lost after what it has seen', async () => {
  const first = await follow();
  write('f', 'one', 'two', 'three');
  const [one] = await first.take(1);
  await first.close();
  const again = await follow('', { 'last-event-id': one?.id ?? '' });
  expect(messagesOf(await again.take(2))).toEqual(['two', 'three']);
  // Of a local AWS that is no more: all of this one is new to it.
  const moved = await follow('', { 'last-event-id': '00000000-99' });
  expect(messagesOf(await moved.take(3))).toEqual(['one', 'two', 'three']);
});

test('a reader that does not keep up loses lines, and is told how many', async () => {
  const reader = await follow();
  reader.pause();
  const count = 60_000;
  // Far more than the connection and the reader's queue can hold.
  for (let number = 0; number < count; number += 100) {
    const batch = Array.from({ length: 100 }, (_none, at) => `${number + at} ${'x'.repeat(500)}`);
    write('flood', ...batch);
    await new Promise(setImmediate);
  }
  reader.resume();
  const events = await reader.takeUntil(({ type }) => type === 'gap');
  const { lost } = events.at(-1)?.data as { lost: number };
  const numbers = messagesOf(events.slice(0, -1)).map((text) => Number(text.split(' ')[0]));
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_none, at) => at));
  expect(numbers.length + lost).toBe(count);
  expect(lost).toBeGreaterThan(0);
  write('flood', 'after');
  expect(messagesOf(await reader.take(1))).toEqual(['after']);
});

test('ends when the local AWS closes', async () => {
  const reader = await follow();
  closing.abort();
  await server.close();
  expect(await reader.rest()).toEqual([]);
});

test('lets 64 read at once and makes room when one leaves', async () => {
  const many = await Promise.all(Array.from({ length: 64 }, () => follow()));
  const refused = await fetch(`${server.url}/_local/logs`);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toEqual({ message: '64 readers follow the logs already' });
  await many[0]?.close();
  const wait = async (): Promise<number> => {
    const { status, body } = await fetch(`${server.url}/_local/logs`);
    await body?.cancel();
    return status === 503 ? wait() : status;
  };
  expect(await wait()).toBe(200);
});
