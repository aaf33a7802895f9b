import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionRecursionConfigCommand,
  GetRuntimeManagementConfigCommand,
  PutFunctionRecursionConfigCommand,
  PutRuntimeManagementConfigCommand,
  type UpdateRuntimeOn,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  region,
  role,
  startLambda,
  zipOf,
  type StartedLambda,
} from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';
const arn = `arn:aws:lambda:${region}:${accountId}:function:hello`;
const create = () =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      Publish: true,
    }),
  );
beforeEach(async () => {
  lambda = await startLambda();
  await create();
});
afterEach(() => lambda.stop());

const recursion = async () => {
  const request = new GetFunctionRecursionConfigCommand({ FunctionName });
  return (await lambda.client.send(request)).RecursiveLoop;
};
const runtime = async (Qualifier?: string) => {
  const { $metadata: _, ...found } = await lambda.client.send(
    new GetRuntimeManagementConfigCommand({ FunctionName, Qualifier }),
  );
  return found;
};
const putRuntime = (
  UpdateRuntimeOn: UpdateRuntimeOn,
  input: { readonly Qualifier?: string; readonly RuntimeVersionArn?: string } = {},
) =>
  lambda.client.send(
    new PutRuntimeManagementConfigCommand({ FunctionName, UpdateRuntimeOn, ...input }),
  );

describe('the recursion of a function', () => {
  it('is ended unless it is allowed, and the permission goes with the function', async () => {
    expect(await recursion()).toBe('Terminate');
    const allow = { FunctionName, RecursiveLoop: 'Allow' } as const;
    await lambda.client.send(new PutFunctionRecursionConfigCommand(allow));
    expect(await recursion()).toBe('Allow');
    await lambda.client.send(new DeleteFunctionCommand({ FunctionName }));
    await create();
    expect(await recursion()).toBe('Terminate');
  });
});

describe('the runtime of a version', () => {
  it('is updated automatically unless it is said otherwise, for each version by itself', async () => {
    expect(await runtime()).toEqual({ FunctionArn: `${arn}:$LATEST`, UpdateRuntimeOn: 'Auto' });
    await putRuntime('FunctionUpdate');
    expect(await runtime()).toMatchObject({ UpdateRuntimeOn: 'FunctionUpdate' });
    expect(await runtime('1')).toEqual({ FunctionArn: `${arn}:1`, UpdateRuntimeOn: 'Auto' });
  });

  it('is named by its ARN when it is never updated, and only then', async () => {
    const RuntimeVersionArn = `arn:aws:lambda:${region}::runtime:${'a'.repeat(64)}`;
    await putRuntime('Manual', { Qualifier: '1', RuntimeVersionArn });
    expect(await runtime('1')).toMatchObject({ UpdateRuntimeOn: 'Manual', RuntimeVersionArn });
    await expect(putRuntime('Manual')).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await expect(putRuntime('Auto', { RuntimeVersionArn })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await expect(putRuntime('Auto', { Qualifier: '77' })).rejects.toThrow(
      `Function not found: ${arn}:77`,
    );
  });
});
