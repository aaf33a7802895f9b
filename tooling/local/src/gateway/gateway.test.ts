import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exchange, functions, signedFor } from '../testing/raw-requests.ts';
import { startTestAws, type TestAws } from '../testing/start-test-aws.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await startTestAws();
});
afterEach(async () => {
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

describe('who may call', () => {
  test.each(['evil.example', '169.254.169.254', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'refuses the host name %s',
    async (host) => {
      const answer = await exchange(
        aws.port,
        `GET /_local/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toContain(host);
    },
  );

  test.each(['127.0.0.1', 'localhost', 'localhost:1', '[::1]:8080'])(
    'answers the host name %s',
    async (host) => {
      const answer = await exchange(
        aws.port,
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
      aws.port,
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
    [
      'GET',
      '/2025-11-30/capacity-providers',
      'lambda',
      'The local AWS does not implement lambda:ListCapacityProviders',
    ],
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
      aws.port,
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
