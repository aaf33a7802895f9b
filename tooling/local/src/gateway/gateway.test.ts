import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../testing/start-test-aws.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await startTestAws();
});
afterEach(async () => {
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

function signedFor(service: string, region = 'us-east-1'): Record<string, string> {
  return {
    'x-amz-date': '20261120T120000Z',
    authorization:
      `AWS4-HMAC-SHA256 Credential=test/20261120/${region}/${service}/aws4_request, ` +
      'SignedHeaders=host;x-amz-date, Signature=0123456789abcdef',
  };
}

/** What comes back for bytes that no HTTP client would send. */
async function exchange(request: string | Uint8Array): Promise<string> {
  const socket = connect(aws.port, '127.0.0.1');
  socket.write(request);
  socket.end();
  return text(socket);
}

const functions = '/2015-03-31/functions';
const json = { 'content-type': 'application/json' };

describe('who may call', () => {
  test.each(['evil.example', '169.254.169.254', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'refuses the host name %s',
    async (host) => {
      const answer = await exchange(`GET /_local/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toContain(host);
    },
  );

  test.each(['127.0.0.1', 'localhost', 'localhost:1', '[::1]:8080'])(
    'answers the host name %s',
    async (host) => {
      const answer = await exchange(
        `GET /_local/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ])('refuses a web page: %o', async (headers) => {
    // fetch does not let a page's headers be set.
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = await exchange(
      `POST /_local/reset HTTP/1.1\r\nHost: 127.0.0.1:${aws.port}\r\n${lines.join('')}Connection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

describe('authorization', () => {
  test('asks for it in the words of each protocol', async () => {
    const rest = await fetch(`${aws.url}${functions}/f`);
    expect(rest.status).toBe(403);
    expect(rest.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await rest.json()).toEqual({ message: 'Missing Authentication Token' });

    const rpc = await fetch(aws.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'Logs_20140328.DescribeLogGroups' },
      body: '{}',
    });
    expect(await rpc.json()).toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });

    const query = await fetch(aws.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'ListRoles', Version: '2010-05-08' }),
    });
    expect(await query.text()).toContain(
      '<Type>Sender</Type><Code>MissingAuthenticationToken</Code>',
    );
  });

  test('refuses an incomplete one', async () => {
    const answer = await fetch(`${aws.url}${functions}/f`, {
      headers: { authorization: 'Basic x' },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe('IncompleteSignatureException');
    expect(await answer.json()).toEqual({
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires " +
        "'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. " +
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
        'Authorization=Basic x',
    });
  });

  test('refuses another region, except where there are none', async () => {
    const elsewhere = { ...aws.client, region: 'eu-west-1' };
    const lambda = new LambdaClient(elsewhere);
    await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: 'Credential should be scoped to a valid region: this is us-east-1, not eu-west-1.',
    });
    const iam = new IAMClient(elsewhere);
    await expect(iam.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    lambda.destroy();
    iam.destroy();
  });

  test('takes a presigned URL', async () => {
    const query = new URLSearchParams({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Credential': 'test/20261120/us-east-1/sts/aws4_request',
    });
    const answer = await fetch(`${aws.url}/?${query.toString()}`);
    expect(await answer.text()).toContain('<Account>000000000000</Account>');
  });
});

describe('what is not there', () => {
  test.each([
    ['GET', '/2018-10-31/layers', 'lambda', 'The local AWS does not implement lambda:ListLayers'],
    ['PATCH', functions, 'lambda', 'lambda has no operation PATCH /2015-03-31/functions'],
    ['GET', '/', 'dynamodb', 'The local AWS has no service "dynamodb"'],
  ])('%s %s of %s is a 501 that says so', async (method, path, service, message) => {
    const answer = await fetch(`${aws.url}${path}`, { method, headers: signedFor(service) });
    expect(answer.status).toBe(501);
    expect(answer.headers.get('x-amzn-errortype')).toBe('NotImplemented');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toEqual({ message });
  });

  test('a target or action that no operation has', async () => {
    const headers = { ...signedFor('logs'), 'x-amz-target': 'Logs_20140328.constructor' };
    const rpc = await fetch(aws.url, { method: 'POST', headers, body: '{}' });
    expect(rpc.status).toBe(501);
    const query = await fetch(aws.url, {
      method: 'POST',
      headers: signedFor('iam'),
      body: new URLSearchParams({ Action: '<script>' }),
    });
    expect(query.status).toBe(501);
    expect(await query.text()).toContain('iam has no operation &lt;script&gt;');
  });
});

describe('malformed requests', () => {
  test.each([
    ['{"FunctionName":', 'Could not parse request body into json'],
    ['null', 'Unexpected value'],
    ['[]', 'Start of list found where not expected'],
    ['{"FunctionName":5}', 'NUMBER_VALUE can not be converted to a String'],
    ['{"FunctionName":["f"]}', 'Start of list found where not expected'],
    ['{"FunctionName":{}}', 'Start of structure or map found where not expected.'],
    ['{"Timeout":"5"}', 'STRING_VALUE can not be converted to a Number'],
    ['{"Publish":"true"}', 'STRING_VALUE can not be converted to a Boolean'],
    ['{"Code":[]}', 'Start of list found where not expected'],
    ['{"Code":{"ZipFile":"***"}}', 'base64'],
    ['{"Layers":{}}', 'Start of structure or map found where not expected.'],
    ['{"Tags":{"a":1}}', 'NUMBER_VALUE can not be converted to a String'],
    ['{"Tags":"a"}', 'STRING_VALUE can not be converted to a Structure'],
    [new Uint8Array([0x7b, 0xff, 0x7d]), 'The request body is not valid UTF-8'],
  ])('a body of %s', async (body, message) => {
    const answer = await fetch(`${aws.url}${functions}`, {
      method: 'POST',
      headers: { ...signedFor('lambda'), ...json },
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('SerializationException');
    expect(await answer.json()).toEqual({
      message: expect.stringContaining(message) as string,
    });
  });

  test.each([
    ['?MaxItems=many', 'STRING_VALUE can not be converted to a Number'],
    ['/%E0%A4%A/code', 'The path has a malformed percent-encoding'],
  ])('a URL with %s', async (url, message) => {
    const answer = await fetch(`${aws.url}${functions}${url}`, {
      method: url.startsWith('?') ? 'GET' : 'PUT',
      headers: signedFor('lambda'),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: expect.stringContaining(message) as string });
  });

  test('forms with values of the wrong type', async () => {
    const answer = await fetch(aws.url, {
      method: 'POST',
      headers: signedFor('iam'),
      body: new URLSearchParams({ Action: 'ListRoles', MaxItems: 'many' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>MalformedInput</Code>');
  });

  test('names every required member that is missing', async () => {
    const answer = await fetch(`${aws.url}${functions}`, {
      method: 'POST',
      headers: { ...signedFor('lambda'), ...json },
    });
    expect(answer.headers.get('x-amzn-errortype')).toBe('ValidationException');
    const { message } = (await answer.json()) as { message: string };
    expect(message).toMatch(/^\d validation errors detected: /);
    expect(message).toContain(
      "Value null at 'functionName' failed to satisfy constraint: Member must not be null",
    );
  });

  test('bodies beyond the limit of the service', async () => {
    const answer = await fetch(`${aws.url}${functions}`, {
      method: 'POST',
      headers: { ...signedFor('lambda'), ...json },
      body: new Uint8Array(70_167_212),
    });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('x-amzn-errortype')).toBe('RequestEntityTooLargeException');
    expect(await answer.json()).toEqual({
      message: 'Request must be smaller than 70167211 bytes for the CreateFunction operation',
    });
  });

  test.each([
    ['garbage', 'garbage\r\n\r\n', '400'],
    [
      'huge headers',
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      '431',
    ],
    ['a wrong length', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n', '400'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', '400'],
  ])('%s', async (_title, request, status) => {
    expect(await exchange(request)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await fetch(`${aws.url}/_local/health`)).status).toBe(200);
  });

  test('a body that is cut off gets no answer, and harms nobody', async () => {
    const answer = await exchange(
      `POST ${functions} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"Func`,
    );
    expect(answer === '' || answer.startsWith('HTTP/1.1 400 ')).toBe(true);
    expect((await fetch(`${aws.url}/_local/health`)).status).toBe(200);
  });
});

describe('its own endpoints', () => {
  test('tell how it is', async () => {
    const health = await fetch(`${aws.url}/_local/health`);
    expect(await health.json()).toEqual({
      status: 'running',
      pid: process.pid,
      accountId: '000000000000',
      region: 'us-east-1',
    });
  });

  test('are named where they are missed', async () => {
    expect((await fetch(`${aws.url}/_local/nothing`)).status).toBe(404);
    const outside = await exchange(
      'GET /_local/code/../../../lock HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    );
    expect(outside).toMatch(/^HTTP\/1\.1 404 /);
    const reset = await fetch(`${aws.url}/_local/reset`);
    expect(reset.status).toBe(405);
    expect(await reset.json()).toEqual({ message: '/_local/reset takes POST' });
  });

  test('drop everything', async () => {
    const iam = new IAMClient(aws.client);
    const body = new URLSearchParams({
      Action: 'CreateRole',
      RoleName: 'r',
      AssumeRolePolicyDocument:
        '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}',
    });
    const created = await fetch(aws.url, { method: 'POST', headers: signedFor('iam'), body });
    expect(created.status).toBe(200);
    expect((await fetch(`${aws.url}/_local/reset`, { method: 'POST' })).status).toBe(200);
    await expect(iam.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    iam.destroy();
  });
});
