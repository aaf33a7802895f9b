import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callWeb, openWeb } from '../../testing/web-client.ts';
import { startUrlLab, urlPermissions, type UrlLab } from './testing/start-url-lab.ts';

const { mayUse, mayInvoke, both } = urlPermissions;
const echo = 'exports.handler = async (event) => event;';

let lab: UrlLab;
beforeAll(async () => {
  lab = await startUrlLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.stop());

describe('a function URL without authorisation', () => {
  it.each([
    ['no permission', [], 403],
    ['that for the URL alone', [mayUse], 403],
    ['that for the function alone', [mayInvoke], 403],
    ['both permissions', both, 200],
  ] as const)('answers with %s', async (_which, permissions, status) => {
    const answer = await callWeb(await lab.deploy(echo, {}, permissions));
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(status === 200 ? /"version":"2.0"/ : /"Message":"Forbidden\. For/);
  });

  it('hands the request over in payload format 2.0', async () => {
    const url = await lab.deploy(echo);
    const answer = await callWeb(`${url}a%20path/%7Bx%7D?a=1&b=%2F&a=2`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-two': ['one', 'two'],
        cookie: 'a=1; b=2',
        'user-agent': 'a test',
      },
      body: '{"some":"text"}',
    });
    const { host, hostname } = new URL(url);
    const id = hostname.split('.')[0];
    expect(answer.json()).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%20path/%7Bx%7D',
      rawQueryString: 'a=1&b=%2F&a=2',
      cookies: ['a=1', 'b=2'],
      headers: {
        'content-length': '15',
        'content-type': 'application/json',
        host,
        'user-agent': 'a test',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': String(lab.aws.port),
        'x-forwarded-proto': 'http',
        'x-two': 'one,two',
      },
      queryStringParameters: { a: '1,2', b: '/' },
      requestContext: {
        accountId: 'anonymous',
        apiId: id,
        domainName: host,
        domainPrefix: id,
        http: {
          method: 'POST',
          path: '/a%20path/%7Bx%7D',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'a test',
        },
        requestId: answer.headers['x-amzn-requestid'],
        routeKey: '$default',
        stage: '$default',
        time: '20/Nov/2026:12:00:00 +0000',
        timeEpoch: Date.parse('2026-11-20T12:00:00Z'),
      },
      body: '{"some":"text"}',
      isBase64Encoded: false,
    });
  });

  it.each([
    ['image/png', 'iVBORw0=', true],
    ['application/x-www-form-urlencoded', 'iVBORw0=', true],
    ['text/plain', 'iVBORw0=', true],
  ])('hands a binary body of %s over in base64', async (type, body, isBase64Encoded) => {
    const url = await lab.deploy(echo);
    const bytes = Buffer.from(body, 'base64');
    const answer = await callWeb(url, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: bytes,
    });
    expect(answer.json()).toMatchObject({ body, isBase64Encoded });
  });

  it.each([
    ['"text"', 200, 'text'],
    ['[1, true]', 200, '[1,true]'],
    ['({ statusCode: "418", body: "teapot" })', 418, 'teapot'],
    ['({ statusCode: 200, isBase64Encoded: true, body: "aGk=" })', 200, 'hi'],
    ['({ statusCode: 204 })', 204, ''],
    ['({ statusCode: "no" })', 502, 'Internal Server Error'],
    ['({ statusCode: 200, body: {} })', 502, 'Internal Server Error'],
    ['Promise.reject(new Error("failed"))', 502, 'Internal Server Error'],
  ])('makes an answer of %s', async (value, status, text) => {
    const url = await lab.deploy(`exports.handler = async () => ${value};`);
    const answer = await callWeb(url);
    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it("sends the function's headers and cookies", async () => {
    const url = await lab.deploy(`exports.handler = async () => ({
      statusCode: 201,
      headers: { 'Content-Type': 'text/html', 'X-Count': 3 },
      cookies: ['a=1; Path=/', 'b=2'],
      body: '<p>',
    });`);
    const { headers } = await callWeb(url);
    expect(headers).toMatchObject({
      'content-type': 'text/html',
      'x-count': '3',
      'set-cookie': ['a=1; Path=/', 'b=2'],
    });
  });

  it('refuses a body that is too large for an event', async () => {
    const url = await lab.deploy(echo);
    const body = Buffer.alloc(6 * 1024 * 1024 + 1);
    expect((await callWeb(url, { method: 'POST', body })).status).toBe(413);
    const asBase64 = body.subarray(0, 6 * 1024 * 1024);
    expect((await callWeb(url, { method: 'POST', body: asBase64 })).status).toBe(413);
  });
});

describe('a function URL with AWS_IAM', () => {
  it('refuses who does not sign', async () => {
    const answer = await callWeb(await lab.deploy(echo, { AuthType: 'AWS_IAM' }, both));
    expect(answer.status).toBe(403);
    expect(answer.headers['x-amzn-errortype']).toBe('AccessDeniedException');
  });
});

describe('CORS of a function URL', () => {
  const Cors = { AllowOrigins: ['http://localhost:3000'], AllowMethods: ['PUT'], MaxAge: 5 };
  const origin = 'http://localhost:3000';

  it('is answered without calling the function', async () => {
    const url = await lab.deploy('exports.handler = async () => { throw new Error(); };', { Cors });
    const answer = await callWeb(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'PUT',
      'access-control-max-age': '5',
    });
  });

  it('is added to the answers of the function, in the place of its own headers', async () => {
    const url = await lab.deploy(
      `exports.handler = async () => ({
        statusCode: 200, headers: { 'access-control-allow-origin': '*' },
      });`,
      { Cors },
    );
    const allowed = await callWeb(url, { headers: { origin } });
    expect(allowed.headers['access-control-allow-origin']).toBe(origin);
    const other = await callWeb(url, { headers: { origin: 'http://localhost:4000' } });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('lets no page of another machine through', async () => {
    const url = await lab.deploy(echo, { Cors: { AllowOrigins: ['*'] } });
    const answer = await callWeb(url, { headers: { origin: 'https://evil.example' } });
    expect(answer.json()).toHaveProperty('message');
    expect(answer.status).toBe(403);
  });
});

describe('a function URL that streams', () => {
  it('sends what the function writes before it ends', async () => {
    // The function goes on when it is told to: when the test has seen the beginning.
    const gate = createServer();
    gate.listen(0, '127.0.0.1');
    await once(gate, 'listening');
    const { port } = gate.address() as AddressInfo;
    const url = await lab.deploy(
      `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
        stream = awslambda.HttpResponseStream.from(stream, {
          statusCode: 206, headers: { 'content-type': 'text/plain' }, cookies: ['a=1'],
        });
        stream.write('first ');
        await fetch('http://127.0.0.1:${String(port)}/');
        stream.end('second');
      });`,
      { InvokeMode: 'RESPONSE_STREAM' },
    );
    const asked = once(gate, 'request');
    const response = await openWeb(url);
    expect(response.statusCode).toBe(206);
    expect(response.headers).toMatchObject({ 'content-type': 'text/plain', 'set-cookie': ['a=1'] });
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('first ');
    const [, release] = (await asked) as [unknown, { end(): void }];
    const ended = once(response, 'end');
    release.end();
    const [second] = (await once(response, 'data')) as [Buffer];
    expect(second.toString()).toBe('second');
    response.resume();
    await ended;
    gate.close();
  });

  it('breaks off when the function fails half-way', async () => {
    const url = await lab.deploy(
      `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
        stream.write('half');
        throw new Error('way');
      });`,
      { InvokeMode: 'RESPONSE_STREAM' },
    );
    await expect(callWeb(url)).rejects.toThrow('aborted');
  });

  it('answers with the payload of a function that does not stream', async () => {
    const url = await lab.deploy(
      'exports.handler = async () => ({ statusCode: 201, body: "hi" });',
      {
        InvokeMode: 'RESPONSE_STREAM',
      },
    );
    const answer = await callWeb(url);
    expect(answer.json()).toEqual({ statusCode: 201, body: 'hi' });
    expect(answer.status).toBe(200);
  });
});
