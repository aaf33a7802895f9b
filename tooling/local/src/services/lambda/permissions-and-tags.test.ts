import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateFunctionConfigurationCommand,
  type AddPermissionCommandInput,
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
const create = (name = FunctionName) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
    }),
  );

beforeEach(async () => {
  lambda = await startLambda();
  await create();
});
afterEach(() => lambda.stop());

const add = async (input: Partial<AddPermissionCommandInput> = {}) => {
  const answer = await lambda.client.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'one',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      ...input,
    }),
  );
  return JSON.parse(answer.Statement ?? '') as unknown;
};

describe('AddPermission', () => {
  it.each([
    ['s3.amazonaws.com', { Service: 's3.amazonaws.com' }],
    ['222222222222', { AWS: 'arn:aws:iam::222222222222:root' }],
    ['arn:aws:iam::222222222222:role/x', { AWS: 'arn:aws:iam::222222222222:role/x' }],
    ['*', '*'],
  ])('allows %s', async (Principal, shown) => {
    expect(await add({ Principal })).toMatchObject({ Effect: 'Allow', Principal: shown });
  });

  it('makes conditions of what limits the statement', async () => {
    const statement = await add({
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      SourceArn: 'arn:aws:s3:::bucket',
      SourceAccount: accountId,
      FunctionUrlAuthType: 'NONE',
      PrincipalOrgID: 'o-1234567890',
      InvokedViaFunctionUrl: true,
    });
    expect(statement).toEqual({
      Sid: 'one',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Resource: arn,
      Condition: {
        StringEquals: {
          'AWS:SourceAccount': accountId,
          'lambda:FunctionUrlAuthType': 'NONE',
          'aws:PrincipalOrgID': 'o-1234567890',
        },
        Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
      },
    });
  });

  it('takes the revision of the policy that is there', async () => {
    await add();
    const { RevisionId } = await lambda.client.send(new GetPolicyCommand({ FunctionName }));
    await add({ StatementId: 'two', RevisionId });
    await expect(add({ StatementId: 'three', RevisionId })).rejects.toMatchObject({
      name: 'PreconditionFailedException',
    });
  });

  it('refuses a policy of over 20 KB', async () => {
    const SourceArn = `arn:aws:s3:::${'x'.repeat(5000)}`;
    for (const StatementId of ['1', '2', '3']) await add({ StatementId, SourceArn });
    await expect(add({ StatementId: '4', SourceArn })).rejects.toMatchObject({
      name: 'PolicyLengthExceededException',
    });
  });

  it('is undone by RemovePermission, once', async () => {
    await add();
    const remove = () =>
      lambda.client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'one' }));
    await remove();
    await expect(remove()).rejects.toThrow('No policy is associated with the given resource.');
  });
});

describe('keys and values of tags', () => {
  const tag = () =>
    lambda.client.send(new TagResourceCommand({ Resource: arn, Tags: { team: 'a' } }));

  it('gives $LATEST a new revision', async () => {
    const revision = async () =>
      (await lambda.client.send(new GetFunctionCommand({ FunctionName }))).Configuration
        ?.RevisionId;
    const before = await revision();
    await tag();
    expect(await revision()).not.toBe(before);
  });

  it('is refused while an update is in progress', async () => {
    await lambda.stop();
    lambda = await startLambda({ settleMs: 1000 });
    await create();
    lambda.clock.nowMs += 1000;
    await lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
    await expect(tag()).rejects.toThrow(/An update is in progress/);
  });
});

describe('reserved concurrency', () => {
  const reserve = (name: string, ReservedConcurrentExecutions: number) =>
    lambda.client.send(
      new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions }),
    );

  it('leaves 100 executions to all others, whoever reserves', async () => {
    await create('other');
    await reserve('hello', 500);
    await expect(reserve('other', 401)).rejects.toThrow(/below its minimum value of \[100\]/);
    await reserve('other', 400);
    const { AccountLimit } = await lambda.client.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit?.UnreservedConcurrentExecutions).toBe(100);
  });

  it('is given back', async () => {
    await reserve('hello', 900);
    await lambda.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    const { Concurrency } = await lambda.client.send(new GetFunctionCommand({ FunctionName }));
    expect(Concurrency).toBeUndefined();
  });
});

describe('TagResource', () => {
  const tag = (Tags: Record<string, string>) =>
    lambda.client.send(new TagResourceCommand({ Resource: arn, Tags }));

  it('takes every letter and sign that AWS allows, and refuses others', async () => {
    await tag({ 'Übung 1_.:/=+-@': '', ['k'.repeat(128)]: 'v'.repeat(256) });
    await expect(tag({ 'aws:x': '' })).rejects.toThrow(/aws: prefixed/);
    await expect(tag({ 'a*b': '' })).rejects.toThrow(/tag key 'a\*b' has other characters/);
    await expect(tag({ ['k'.repeat(129)]: '' })).rejects.toThrow(/not 129/);
  });
});

describe('GetAccountSettings', () => {
  it('counts functions and the unzipped bytes of their code', async () => {
    const { AccountUsage } = await lambda.client.send(new GetAccountSettingsCommand({}));
    const bytes = 'exports.handler = async (event) => event;'.length;
    expect(AccountUsage).toEqual({ FunctionCount: 1, TotalCodeSize: bytes });
  });
});
