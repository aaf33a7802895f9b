import {
  CreateCodeSigningConfigCommand,
  CreateFunctionCommand,
  DeleteCodeSigningConfigCommand,
  DeleteFunctionCodeSigningConfigCommand,
  GetCodeSigningConfigCommand,
  GetFunctionCodeSigningConfigCommand,
  ListCodeSigningConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
  PublishLayerVersionCommand,
  PutFunctionCodeSigningConfigCommand,
  UpdateCodeSigningConfigCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
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
const profile = `arn:aws:signer:${region}:${accountId}:/signing-profiles/test`;
const absent = `arn:aws:lambda:${region}:${accountId}:code-signing-config:csc-0123456789abcdefg`;
beforeEach(async () => {
  lambda = await startLambda();
});
afterEach(() => lambda.stop());

const createConfig = async (policy: 'Warn' | 'Enforce') => {
  const { CodeSigningConfig } = await lambda.client.send(
    new CreateCodeSigningConfigCommand({
      Description: 'for tests',
      AllowedPublishers: { SigningProfileVersionArns: [profile] },
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: policy },
    }),
  );
  return CodeSigningConfig?.CodeSigningConfigArn ?? '';
};
const create = (CodeSigningConfigArn?: string) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      CodeSigningConfigArn,
    }),
  );
const put = (CodeSigningConfigArn: string) =>
  lambda.client.send(
    new PutFunctionCodeSigningConfigCommand({ FunctionName, CodeSigningConfigArn }),
  );
const read = async () => {
  const { $metadata: _, ...found } = await lambda.client.send(
    new GetFunctionCodeSigningConfigCommand({ FunctionName }),
  );
  return found;
};
const updateCode = () =>
  lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf('second') }));
const refusalOf = (named: string) => ({
  name: 'CodeVerificationFailedException',
  message: `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${named}.`,
});

describe('a code signing configuration', () => {
  it('is created, changed in what an update says, listed and deleted', async () => {
    const CodeSigningConfigArn = await createConfig('Enforce');
    expect(CodeSigningConfigArn).toMatch(/:code-signing-config:csc-[0-9a-z]{17}$/);
    const policy = { UntrustedArtifactOnDeployment: 'Warn' } as const;
    const update = { CodeSigningConfigArn, CodeSigningPolicies: policy };
    await lambda.client.send(new UpdateCodeSigningConfigCommand(update));
    const found = await lambda.client.send(
      new GetCodeSigningConfigCommand({ CodeSigningConfigArn }),
    );
    expect(found.CodeSigningConfig).toMatchObject({
      Description: 'for tests',
      AllowedPublishers: { SigningProfileVersionArns: [profile] },
      CodeSigningPolicies: policy,
    });
    const list = () => lambda.client.send(new ListCodeSigningConfigsCommand());
    expect((await list()).CodeSigningConfigs).toEqual([found.CodeSigningConfig]);
    await lambda.client.send(new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn }));
    expect((await list()).CodeSigningConfigs).toEqual([]);
  });

  it('is told from one that is not there', async () => {
    const request = new GetCodeSigningConfigCommand({ CodeSigningConfigArn: absent });
    await expect(lambda.client.send(request)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `The Lambda code signing configuration ${absent} can not be found.`,
    });
    await expect(put(absent)).rejects.toMatchObject({ name: 'CodeSigningConfigNotFoundException' });
  });

  it('is of a function from its creation, or later, until it is taken away', async () => {
    const CodeSigningConfigArn = await createConfig('Warn');
    await create(CodeSigningConfigArn);
    expect(await read()).toEqual({ CodeSigningConfigArn, FunctionName });
    const users = await lambda.client.send(
      new ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn }),
    );
    expect(users.FunctionArns).toEqual([
      `arn:aws:lambda:${region}:${accountId}:function:${FunctionName}`,
    ]);
    const removal = new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn });
    await expect(lambda.client.send(removal)).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    await lambda.client.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName }));
    expect(await read()).toEqual({});
    await lambda.client.send(removal);
  });
});

describe('code that is not signed', () => {
  it('is taken where a warning is enough', async () => {
    const { CodeSha256 } = await create(await createConfig('Warn'));
    expect((await updateCode()).CodeSha256).not.toBe(CodeSha256);
  });

  it('is refused where signatures are enforced: of a new function, an update and a layer', async () => {
    const enforced = await createConfig('Enforce');
    await expect(create(enforced)).rejects.toMatchObject(refusalOf(FunctionName));
    await create();
    await put(enforced);
    await expect(updateCode()).rejects.toMatchObject(refusalOf(FunctionName));
    const content = { LayerName: 'shared', Content: { ZipFile: zipOf() } };
    const { LayerVersionArn = '' } = await lambda.client.send(
      new PublishLayerVersionCommand(content),
    );
    const layers = { FunctionName, Layers: [LayerVersionArn] };
    await expect(
      lambda.client.send(new UpdateFunctionConfigurationCommand(layers)),
    ).rejects.toMatchObject(refusalOf(LayerVersionArn));
    await lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
  });
});
