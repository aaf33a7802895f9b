import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { once } from 'node:events';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exchange } from '../testing/raw-requests.ts';
import { startTestAws, type TestAws } from '../testing/start-test-aws.ts';
import type { PageRequest } from './answer-pages.ts';

let aws: TestAws;
let asked: PageRequest[];
beforeEach(async () => {
  asked = [];
  aws = await startTestAws({
    async pages(request) {
      asked.push(request);
      const text = request.method === 'POST' ? await request.readText() : '';
      const body = `<p>${request.method} ${request.path} ${text}</p>`;
      return { status: 200, headers: { 'content-type': 'text/html' }, body };
    },
  });
});
afterEach(async () => {
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

/** fetch lets nobody set what only a browser sets. */
async function raw(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<string> {
  const own = { host: `127.0.0.1:${aws.port}`, connection: 'close', ...headers };
  const lines = Object.entries(own).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === '' ? '' : `content-length: ${body.length}\r\n`;
  return exchange(aws.port, `${method} ${path} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body}`);
}

test('hands over what is below /_console/, with its query and its body', async () => {
  const answer = await fetch(`${aws.url}/_console/api/a%2fb/plan?x=1`, {
    method: 'POST',
    body: 'all',
  });
  expect(await answer.text()).toBe('<p>POST /_console/api/a%2fb/plan all</p>');
  expect(asked[0]?.query.get('x')).toBe('1');
});

test('lets nothing in from elsewhere, no frame around it, and nothing be guessed', async () => {
  for (const path of ['/_console/', '/_console/api/functions', '/_console']) {
    const { headers } = await fetch(`${aws.url}${path}`, { redirect: 'manual' });
    const policy = (headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('sends a browser there that asks for the address alone, and no client of S3', async () => {
  const answer = await fetch(aws.url, {
    headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    redirect: 'manual',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/_console/']);
  const short = await fetch(`${aws.url}/_console`, { redirect: 'manual' });
  expect([short.status, short.headers.get('location')]).toEqual([308, '/_console/']);
  const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  expect((await s3.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
  s3.destroy();
});

test('has no page where nobody gave one', async () => {
  const bare = await startTestAws();
  const headers = { accept: 'text/html' };
  expect((await fetch(`${bare.url}/_console/`, { headers })).status).toBe(403);
  expect((await fetch(bare.url, { headers, redirect: 'manual' })).status).toBe(403);
  await bare.stop();
});

describe('a hostile page', () => {
  const everything = [
    ['GET', '/_console/'],
    ['GET', '/_console/api/functions'],
    ['POST', '/_console/api/plan'],
    ['GET', '/_local/functions'],
    ['GET', '/_local/logs'],
    ['GET', '/_local/objects/b/k'],
    ['POST', '/_local/reset'],
    ['POST', '/_local/clock'],
    ['POST', '/_local/schedules/default/s/fire'],
    ['POST', '/2015-03-31/functions/f/invocations'],
  ] as const;

  test.each([
    ['whose name was rebound to this machine', { host: 'evil.example' }],
    ['that names this machine in its own name', { host: '127.0.0.1.evil.example' }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['in a sandbox', { origin: 'null' }],
    ['on another port of this machine', { origin: 'http://127.0.0.1:8080' }],
    ['at the address of a function', { origin: 'http://abc.lambda-url.us-east-1.localhost:4566' }],
    ['that shows it in a frame or an image', { 'sec-fetch-site': 'cross-site' }],
    ['on a neighbouring name', { 'sec-fetch-site': 'same-site' }],
    [
      'that sends a simple request',
      {
        origin: 'https://evil.example',
        'content-type': 'text/plain',
        'sec-fetch-site': 'cross-site',
      },
    ],
    [
      'that follows the log',
      {
        origin: 'https://evil.example',
        accept: 'text/event-stream',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'cors',
      },
    ],
  ])('%s reads nothing and changes nothing', async (_who, headers) => {
    for (const [method, path] of everything) {
      const answer = await raw(method, path, headers, method === 'POST' ? '{"speed":60}' : '');
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer.toLowerCase()).not.toContain('access-control-allow');
    }
    expect(asked).toEqual([]);
    expect(aws.showClock().speed).toBe(1);
    expect(aws.requests().total).toBe(0);
  });

  test('gets no leave by asking first', async () => {
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    for (const [, path] of everything) {
      const answer = await raw('OPTIONS', path, headers);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer.toLowerCase()).not.toContain('access-control-allow');
    }
  });

  test('opens no web socket', async () => {
    const headers = {
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-version': '13',
    };
    const own = await raw('GET', '/_console/', headers);
    expect(own).not.toContain('101 Switching');
    const foreign = await raw('GET', '/_local/logs', {
      ...headers,
      origin: 'https://evil.example',
    });
    expect(foreign).not.toContain('101 Switching');
  });

  test('that is an object of a bucket runs in an origin of its own', async () => {
    const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'pages' }));
    const Body = '<script>fetch("/_local/reset", { method: "POST" })</script>';
    const object = { Bucket: 'pages', Key: 'a.html' };
    await s3.send(new PutObjectCommand({ ...object, Body, ContentType: 'text/html' }));
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'test/20261120/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20261120T120000Z',
      'X-Amz-Expires': '900',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': '0'.repeat(64),
    });
    const shown = await fetch(`${aws.url}/pages/a.html?${query.toString()}`);
    expect(await shown.text()).toBe(Body);
    expect(shown.headers.get('content-security-policy')).toBe('sandbox');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    const kept = await fetch(`${aws.url}/_local/objects/pages/a.html`);
    expect(await kept.text()).toBe(Body);
    expect(kept.headers.get('content-type')).toBe('application/octet-stream');
    expect(kept.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(kept.headers.get('x-content-type-options')).toBe('nosniff');
    const { Body: own } = await s3.send(new GetObjectCommand(object));
    expect(await own?.transformToString()).toBe(Body);
    s3.destroy();
  });
});

test('answers its own page', async () => {
  const headers = { origin: aws.url, 'sec-fetch-site': 'same-origin' };
  expect(await raw('GET', '/_console/', headers)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await raw('GET', '/_local/functions', headers)).toMatch(/^HTTP\/1\.1 200 /);
  const typed = { 'sec-fetch-site': 'none' };
  expect(await raw('GET', '/_console/', typed)).toMatch(/^HTTP\/1\.1 200 /);
});

test('has no page at the host of a bucket, where every path is a key', async () => {
  const answer = await raw('GET', '/_console/', { host: `things.localhost:${aws.port}` });
  expect(answer).toMatch(/^HTTP\/1\.1 (403|404) /);
  expect(asked).toEqual([]);
});

test('cannot be reached at another address of the machine', async ({ skip }) => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'));
  if (others.length === 0) skip('this machine has no other address');
  for (const { address } of others) {
    const socket = connect(aws.port, address);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  }
});

test('tells the page when the local AWS closes, and waits for its answer', async () => {
  const started = Promise.withResolvers<AbortSignal>();
  const slow = await startTestAws({
    async pages({ signal }) {
      started.resolve(signal);
      const { promise, resolve } = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      return { status: 503, headers: {}, body: 'closing' };
    },
  });
  const answer = fetch(`${slow.url}/_console/`);
  await started.promise;
  await slow.stop();
  expect(await (await answer).text()).toBe('closing');
});
