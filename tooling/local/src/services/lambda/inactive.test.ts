import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { startTestAws } from '../../testing/start-test-aws.ts';
import { zipOf } from './testing/start-lambda.ts';

it('is for whoever starts a local AWS to say when an idle function becomes Inactive', async () => {
  const aws = await startTestAws({ inactiveAfterMs: 1000 });
  const Statement = [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await new IAMClient(aws.client).send(
    new CreateRoleCommand({ RoleName: 'runs', AssumeRolePolicyDocument }),
  );
  const lambda = new LambdaClient(aws.client);
  const FunctionName = 'hello';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: Role?.Arn,
      Code: { ZipFile: zipOf() },
    }),
  );
  const state = async () =>
    (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).State;
  expect(await state()).toBe('Active');
  aws.clock.nowMs += 1000;
  expect(await state()).toBe('Inactive');
  await aws.stop();
});
