import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patientTimeout, zipOf } from './services/lambda/testing/start-lambda.ts';
import { openState } from './state/open-state.ts';
import { startTestAws, type TestAws } from './testing/start-test-aws.ts';

let aws: TestAws;
let lambda: LambdaClient;
let corruptFile: string;

const AssumeRolePolicyDocument = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
});

/** A function, and logs that cannot be loaded: what every invocation needs. */
beforeEach(async () => {
  aws = await startTestAws();
  lambda = new LambdaClient(aws.client);
  const iam = new IAMClient(aws.client);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Role: Role?.Arn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: patientTimeout,
      Code: { ZipFile: zipOf() },
    }),
  );
  iam.destroy();
  const groups = join(aws.stateDirectory, 'documents', 'logs', 'groups');
  corruptFile = join(groups, 'g.json');
  await mkdir(groups, { recursive: true });
  await writeFile(corruptFile, '{"key"');
});
afterEach(async () => {
  lambda.destroy();
  await rm(aws.stateDirectory, { recursive: true, force: true });
});

const invoke = () => lambda.send(new InvokeCommand({ FunctionName: 'f', Payload: '1' }));

test('runs functions again when the file that kept it from doing so is gone', async () => {
  await expect(invoke()).rejects.toThrow(`${corruptFile} is not JSON`);
  await rm(corruptFile);
  expect((await invoke()).Payload?.transformToString()).toBe('1');
  await aws.close();
});

test('is reset by the first request for it, whatever failed before', async () => {
  await expect(invoke()).rejects.toThrow(`${corruptFile} is not JSON`);
  const answer = await fetch(`${aws.url}/_local/reset`, { method: 'POST' });
  expect(answer.status).toBe(200);
  await expect(invoke()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await aws.close();
});

test('closes and gives the state back, whatever failed before', async () => {
  await expect(invoke()).rejects.toThrow(`${corruptFile} is not JSON`);
  await aws.close();
  await (await openState(aws.stateDirectory)).close();
});
