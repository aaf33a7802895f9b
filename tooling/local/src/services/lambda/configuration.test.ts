import {
  CreateFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type CreateFunctionCommandInput,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { role, startLambda, zipOf, type StartedLambda } from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';
beforeEach(async () => {
  lambda = await startLambda();
});
afterEach(() => lambda.stop());

const create = (input: Partial<CreateFunctionCommandInput> = {}) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      ...input,
    }),
  );
const update = (input: Partial<UpdateFunctionConfigurationCommandInput>) =>
  lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...input }));
const read = (Qualifier?: string) =>
  lambda.client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
const publish = () => lambda.client.send(new PublishVersionCommand({ FunctionName }));

const VpcConfig = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
const FileSystemConfigs = [
  {
    Arn: 'arn:aws:elasticfilesystem:us-east-1:111111111111:access-point/fsap-0123456789abcdef0',
    LocalMountPath: '/mnt/data',
  },
];

describe('the VPC of a function', () => {
  it('is shown with its id, frozen with a version and taken away by empty lists', async () => {
    await create({ VpcConfig });
    const shown = { ...VpcConfig, Ipv6AllowedForDualStack: false };
    expect((await read()).VpcConfig).toEqual({
      ...shown,
      VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/) as string,
    });
    await publish();
    await update({ VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } });
    expect((await read()).VpcConfig).toEqual({
      SubnetIds: [],
      SecurityGroupIds: [],
      VpcId: '',
      Ipv6AllowedForDualStack: false,
    });
    expect((await read('1')).VpcConfig).toMatchObject(shown);
  });

  it('stays when an update says nothing of it, and is not there when none was given', async () => {
    await create({ VpcConfig });
    await update({ Timeout: 9 });
    expect((await read()).VpcConfig).toMatchObject(VpcConfig);
    await create({ FunctionName: 'other', VpcConfig: {} });
    const other = new GetFunctionConfigurationCommand({ FunctionName: 'other' });
    expect(await lambda.client.send(other)).not.toHaveProperty('VpcConfig');
  });

  it('needs subnets and security groups', async () => {
    await expect(create({ VpcConfig: { SubnetIds: ['subnet-1'] } })).rejects.toThrow(
      'SubnetIds and SecurityIds must coexist or be both empty list.',
    );
  });

  it('refuses what is no subnet', async () => {
    await expect(
      create({ VpcConfig: { ...VpcConfig, SubnetIds: ['bad-format'] } }),
    ).rejects.toThrow(
      "1 validation error detected: Value '[bad-format]' at 'vpcConfig.subnetIds' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: subnet-[0-9a-z]*]",
    );
  });
});

describe('the file systems of a function', () => {
  it('are kept with the function and need its VPC', async () => {
    await create({ VpcConfig, FileSystemConfigs });
    expect((await read()).FileSystemConfigs).toEqual(FileSystemConfigs);
    await expect(update({ VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } })).rejects.toThrow(
      /^Function VPC configuration cannot be removed with access point arn:/,
    );
    await update({ FileSystemConfigs: [] });
    expect(await read()).not.toHaveProperty('FileSystemConfigs');
  });

  it('are refused outside of a VPC', async () => {
    await expect(create({ FileSystemConfigs })).rejects.toThrow(
      /^Function must be configured to execute in a VPC to reference access point arn:/,
    );
  });
});

describe('SnapStart', () => {
  it('is refused for Node.js, at creation and afterwards', async () => {
    const SnapStart = { ApplyOn: 'PublishedVersions' } as const;
    const refusal = 'nodejs24.x is not supported for SnapStart enabled functions.';
    await expect(create({ SnapStart })).rejects.toThrow(refusal);
    await create();
    await expect(update({ SnapStart })).rejects.toThrow(refusal);
  });
});

describe('a function of a container image', () => {
  const repository = '111111111111.dkr.ecr.us-east-1.amazonaws.com/repository';
  const image: Partial<CreateFunctionCommandInput> = {
    PackageType: 'Image',
    Runtime: undefined,
    Handler: undefined,
    Code: { ImageUri: `${repository}:latest` },
  };

  it('is created and published with its settings, and says where its image is', async () => {
    const ImageConfig = { EntryPoint: ['sh'], Command: ['-c'], WorkingDirectory: '/app' };
    const created = await create({ ...image, ImageConfig, Publish: true });
    expect(created).toMatchObject({
      PackageType: 'Image',
      Version: '1',
      CodeSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      ImageConfigResponse: { ImageConfig },
    });
    for (const none of ['Runtime', 'Handler', 'RuntimeVersionConfig']) {
      expect(created).not.toHaveProperty(none);
    }
    const found = await lambda.client.send(new GetFunctionCommand({ FunctionName }));
    expect(found.Code).toEqual({
      RepositoryType: 'ECR',
      ImageUri: `${repository}:latest`,
      ResolvedImageUri: `${repository}@sha256:${String(created.CodeSha256)}`,
    });
  });

  it('takes another image, whose digest is the one in its URI, and no zip', async () => {
    await create(image);
    const digest = 'a'.repeat(64);
    const updateCode = (input: object) =>
      lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName, ...input }));
    expect(await updateCode({ ImageUri: `${repository}@sha256:${digest}` })).toMatchObject({
      CodeSha256: digest,
    });
    await expect(updateCode({ ZipFile: zipOf() })).rejects.toThrow(
      'Please provide ImageUri when updating a function with packageType Image.',
    );
  });

  it('loses its overrides by an empty ImageConfig', async () => {
    await create({ ...image, ImageConfig: { EntryPoint: ['sh'], WorkingDirectory: '/app' } });
    const { ImageConfigResponse } = await update({ ImageConfig: { Command: ['run'] } });
    expect(ImageConfigResponse).toEqual({ ImageConfig: { Command: ['run'] } });
    expect(await update({ ImageConfig: {} })).not.toHaveProperty('ImageConfigResponse');
  });

  it('has no runtime, and does not run here', async () => {
    await expect(create({ ...image, Runtime: 'nodejs24.x' })).rejects.toThrow(
      "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
    );
    await create(image);
    await expect(lambda.client.send(new InvokeCommand({ FunctionName }))).rejects.toThrow(
      'The local AWS runs Node.js functions only, no container images',
    );
  });

  it('must be of ECR', async () => {
    await expect(create({ ...image, Code: { ImageUri: 'localimage:latest' } })).rejects.toThrow(
      'Source image localimage:latest is not valid. Provide a valid source image.',
    );
  });

  it('cannot be what a function of a zip becomes', async () => {
    await create();
    const code = { FunctionName, ImageUri: `${repository}:latest` };
    await expect(lambda.client.send(new UpdateFunctionCodeCommand(code))).rejects.toThrow(
      "Please don't provide ImageUri when updating a function with packageType Zip.",
    );
  });
});
