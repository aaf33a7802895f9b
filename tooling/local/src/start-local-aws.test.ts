import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  GetFunctionCommand,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { UserError } from '@tooling/core';
import { expect, test } from 'vitest';
import { reportOnce } from './report-once.ts';
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
  endless.on('error', () => undefined);
  // With an error or without one.
  const dropped = new Promise((resolve) => endless.once('close', resolve));
  endless.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nAction');
  // Its headers have been read when a later request is answered.
  await fetch(`${aws.url}/_local/health`);
  await aws.stop();
  await dropped;
  expect(aws.failures).toEqual([]);
  agent.destroy();
});

test('answers 507 with what to do when a document is corrupt, until it is reset', async () => {
  const first = await startTestAws();
  const iam = new IAMClient(first.client);
  await expect(iam.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toThrow('cannot be found');
  await first.close();
  const file = join(first.stateDirectory, 'documents', 'iam', 'roles', 'r.json');
  await writeFile(file, '{"key"');

  const second = await startTestAws({ stateDirectory: first.stateDirectory });
  const again = new IAMClient({ ...second.client, maxAttempts: 3 });
  await expect(again.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toMatchObject({
    name: 'InternalFailure',
    message: expect.stringContaining(`${file} is not JSON: delete the directory`) as string,
    $metadata: { httpStatusCode: 507, attempts: 1 },
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

test('says of every request that its state was deleted, until it is reset', async () => {
  const aws = await startTestAws({ kind: 'server' });
  const iam = new IAMClient({ ...aws.client, maxAttempts: 3 });
  const get = () => iam.send(new GetRoleCommand({ RoleName: 'r' }));
  await expect(get()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  await rm(aws.stateDirectory, { recursive: true });
  await expect(get()).rejects.toMatchObject({
    message: expect.stringMatching(/was deleted while it was in use: run it again/) as string,
    $metadata: { httpStatusCode: 507, attempts: 1 },
  });
  expect(aws.failures).toEqual([expect.objectContaining({ code: 'STATE_GONE' })]);
  expect((await fetch(`${aws.url}/_local/reset`, { method: 'POST' })).status).toBe(200);
  await expect(get()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  expect(readOwner(aws.stateDirectory)?.url).toBe(aws.url);
  iam.destroy();
  await aws.stop();
});

test('says why it cannot be reset', async () => {
  const aws = await startTestAws();
  await rm(aws.stateDirectory, { recursive: true });
  const successor = await startTestAws({ stateDirectory: aws.stateDirectory });
  const answer = await fetch(`${aws.url}/_local/reset`, { method: 'POST' });
  expect(answer.status).toBe(507);
  expect(await answer.json()).toEqual({
    message: expect.stringContaining(`is in use by process ${process.pid}`) as string,
  });
  await aws.close();
  await successor.stop();
});

test('reports what a user can act on in one line and once, a bug with its stack and always', () => {
  const written: string[] = [];
  const report = reportOnce((text) => written.push(text));
  const corrupt = () => new UserError('STATE_CORRUPT', 'a.json is not JSON', { hint: 'delete it' });
  report(corrupt());
  report(corrupt());
  report(new UserError('STATE_CORRUPT', 'b.json is not JSON', { hint: 'delete it' }));
  const bug = new Error('unheard of');
  report(bug);
  report(bug);
  expect(written).toEqual([
    'STATE_CORRUPT: a.json is not JSON (delete it)\n',
    'STATE_CORRUPT: b.json is not JSON (delete it)\n',
    `${bug.stack}\n`,
    `${bug.stack}\n`,
  ]);
});

test('throttles like AWS when asked to, with what the SDK needs to wait', async () => {
  const aws = await startTestAws({ limits: 'aws' });
  const lambda = new LambdaClient(aws.client);
  const list = () => lambda.send(new ListFunctionsCommand({}));
  const get = () => lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
  const policy = () => lambda.send(new GetPolicyCommand({ FunctionName: 'f' }));
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
  for (let sent = 0; sent < 15; sent++) {
    await expect(policy()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  }
  await expect(policy()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  aws.clock.nowMs += 1000;
  for (let sent = 0; sent < 15; sent++) await list();
  await expect(list()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  lambda.destroy();
  await aws.stop();
});
