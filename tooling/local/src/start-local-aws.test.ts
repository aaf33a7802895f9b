import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { readOwner } from './state/directory-lock.ts';
import { startTestAws } from './testing/start-test-aws.ts';

test('says that a port is taken', async () => {
  const first = await startTestAws();
  await expect(startTestAws({ port: first.port })).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: `port ${first.port} of 127.0.0.1 is taken`,
  });
  await first.stop();
});

test('lets others find a server by its state directory, and only a server', async () => {
  const server = await startTestAws({ kind: 'server' });
  expect(readOwner(server.stateDirectory)).toEqual({
    pid: process.pid,
    kind: 'server',
    url: server.url,
  });
  await server.stop();
  const command = await startTestAws();
  expect(readOwner(command.stateDirectory)).toEqual({ pid: process.pid, kind: 'command' });
  await command.stop();
});

test('closes although a client keeps its connection, and another never ends its request', async () => {
  const aws = await startTestAws();
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(
    request(`${aws.url}/_local/health`, { agent }).end(),
    'response',
  )) as [NodeJS.ReadableStream];
  response.resume();
  await once(response, 'end');
  const endless = connect(aws.port, '127.0.0.1');
  const dropped = once(endless, 'close');
  endless.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nAction');
  // Its headers have been read when a later request is answered.
  await fetch(`${aws.url}/_local/health`);
  endless.on('error', () => undefined);
  await aws.stop();
  await dropped;
  expect(aws.failures).toEqual([]);
  agent.destroy();
});

test('answers 500 with what to do when a document is corrupt, until it is reset', async () => {
  const first = await startTestAws();
  const iam = new IAMClient(first.client);
  await expect(iam.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toThrow('cannot be found');
  await first.close();
  const file = join(first.stateDirectory, 'documents', 'iam', 'roles', 'r.json');
  await writeFile(file, '{"key"');

  const second = await startTestAws({ stateDirectory: first.stateDirectory });
  const again = new IAMClient(second.client);
  await expect(again.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toMatchObject({
    name: 'InternalFailure',
    message: expect.stringContaining(`${file} is not JSON: delete the directory`) as string,
    $metadata: { httpStatusCode: 500 },
  });
  expect(second.failures).toEqual([expect.objectContaining({ code: 'STATE_CORRUPT' })]);
  await second.reset();
  await expect(again.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  iam.destroy();
  again.destroy();
  await second.stop();
});

test('throttles like AWS when asked to, with what the SDK needs to wait', async () => {
  const aws = await startTestAws({ limits: 'aws' });
  const lambda = new LambdaClient(aws.client);
  const list = () => lambda.send(new ListFunctionsCommand({}));
  const get = () => lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
  for (let sent = 0; sent < 15; sent++) await list();
  await expect(list()).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    message: 'Rate exceeded',
    Reason: 'CallerRateLimitExceeded',
    Type: 'User',
    retryAfterSeconds: '1',
    $metadata: { httpStatusCode: 429 },
  });
  // Its own bucket is not touched by the others.
  for (let sent = 0; sent < 100; sent++) {
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  }
  await expect(get()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  aws.clock.nowMs += 1000;
  for (let sent = 0; sent < 15; sent++) await list();
  await expect(list()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  lambda.destroy();
  await aws.stop();
});
