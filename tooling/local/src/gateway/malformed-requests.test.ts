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

const json = { 'content-type': 'application/json' };

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
    expect(await exchange(aws.port, request)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await fetch(`${aws.url}/_local/health`)).status).toBe(200);
  });

  test('a body that is cut off gets no answer, and harms nobody', async () => {
    const answer = await exchange(
      aws.port,
      `POST ${functions} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"Func`,
    );
    expect(answer === '' || answer.startsWith('HTTP/1.1 400 ')).toBe(true);
    expect((await fetch(`${aws.url}/_local/health`)).status).toBe(200);
  });
});
