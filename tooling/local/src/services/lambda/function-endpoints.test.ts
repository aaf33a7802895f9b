import {
  CreateAliasCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { LocalFunctions } from '@tooling/core/local-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';
import { zipOf } from './testing/start-lambda.ts';

let aws: TestAws;
let lambda: LambdaClient;
beforeEach(async () => {
  aws = await startTestAws({ inactiveAfterMs: 60_000 });
  lambda = new LambdaClient(aws.client);
  const iam = new IAMClient(aws.client);
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
  iam.destroy();
});
afterEach(async () => {
  lambda.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const create = (FunctionName: string) =>
  lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/r',
      Code: { ZipFile: zipOf('exports.handler = async () => {};') },
      Tags: { team: 'birds' },
    }),
  );

async function listed(): Promise<LocalFunctions['functions']> {
  const answer = await fetch(`${aws.url}/_local/functions`);
  return ((await answer.json()) as LocalFunctions).functions;
}

test('shows of each function what `live` names, and of one without it what was created', async () => {
  await create('b');
  await create('a');
  const FunctionName = 'b';
  await lambda.send(new PublishVersionCommand({ FunctionName, Description: 'from a commit' }));
  const Name = 'live';
  await lambda.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1' }));
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 512 }));
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  await lambda.send(
    new UpdateAliasCommand({
      FunctionName,
      Name,
      RoutingConfig: { AdditionalVersionWeights: { 2: 0.1 } },
    }),
  );
  await lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, Qualifier: Name, AuthType: 'NONE' }),
  );
  const [first, second] = await listed();
  expect(first).toMatchObject({ functionName: 'a', state: 'Active', urls: {} });
  expect(first?.live).toBeUndefined();
  expect(second).toMatchObject({
    functionName: 'b',
    state: 'Active',
    lastUpdateStatus: 'Successful',
    runtime: 'nodejs24.x',
    memorySize: 128,
    timeout: 3,
    lastModified: '2026-11-20T12:00:00.000Z',
    logGroup: '/aws/lambda/b',
    live: { version: '1', description: 'from a commit', weights: { 2: 0.1 } },
    tags: { team: 'birds' },
  });
  expect(second?.codeSize).toBeGreaterThan(100);
  expect(second?.urls.live).toMatch(/^http:\/\/[a-z0-9]+\.lambda-url\.us-east-1\.localhost:\d+\/$/);
});

test('says of one that nobody called for long that it is inactive', async () => {
  await create('a');
  aws.clock.nowMs += 61_000;
  expect(await listed()).toMatchObject([{ state: 'Inactive' }]);
});
