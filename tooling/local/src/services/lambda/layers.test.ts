import {
  CreateFunctionCommand,
  DeleteLayerVersionCommand,
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  InvokeCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  UpdateFunctionConfigurationCommand,
  type PublishLayerVersionCommandInput,
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
const arn = `arn:aws:lambda:${region}:${accountId}:layer:shared`;
beforeEach(async () => {
  lambda = await startLambda();
});
afterEach(() => lambda.stop());

const publish = (text: string, input: Partial<PublishLayerVersionCommandInput> = {}) =>
  lambda.client.send(
    new PublishLayerVersionCommand({
      LayerName: 'shared',
      Content: { ZipFile: zipOf(text) },
      ...input,
    }),
  );
const remove = (VersionNumber: number) =>
  lambda.client.send(new DeleteLayerVersionCommand({ LayerName: 'shared', VersionNumber }));
const versions = async () => {
  const found = await lambda.client.send(new ListLayerVersionsCommand({ LayerName: 'shared' }));
  return found.LayerVersions?.map(({ Version }) => Version);
};
const create = (Layers: string[]) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      Layers,
    }),
  );

describe('a layer', () => {
  it('gets the next number with each version, also when all before it were deleted', async () => {
    expect(
      await publish('one', { LicenseInfo: 'MIT', CompatibleRuntimes: ['nodejs24.x'] }),
    ).toEqual({
      $metadata: expect.anything() as unknown,
      LayerArn: arn,
      LayerVersionArn: `${arn}:1`,
      Version: 1,
      Description: '',
      CreatedDate: '2026-03-01T12:00:00.000+0000',
      CompatibleRuntimes: ['nodejs24.x'],
      LicenseInfo: 'MIT',
      Content: {
        CodeSha256: expect.any(String) as string,
        CodeSize: zipOf('one').length,
        Location: expect.any(String) as string,
      },
    });
    await publish('two');
    expect(await versions()).toEqual([2, 1]);
    await remove(1);
    await remove(2);
    await remove(2);
    expect(await versions()).toEqual([]);
    expect(await lambda.client.send(new ListLayersCommand())).toMatchObject({ Layers: [] });
    expect((await publish('three')).Version).toBe(3);
  });

  it('is read by name and by ARN, and its zip from its location', async () => {
    await publish('one');
    const byName = await lambda.client.send(
      new GetLayerVersionCommand({ LayerName: 'shared', VersionNumber: 1 }),
    );
    const byArn = await lambda.client.send(new GetLayerVersionByArnCommand({ Arn: `${arn}:1` }));
    expect({ ...byName, $metadata: {} }).toEqual({ ...byArn, $metadata: {} });
    const response = await fetch(byName.Content?.Location ?? '');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(zipOf('one'));
  });

  it('is listed by what it is compatible with', async () => {
    await publish('one', {
      CompatibleRuntimes: ['nodejs24.x'],
      CompatibleArchitectures: ['arm64'],
    });
    await publish('two', { CompatibleRuntimes: ['nodejs22.x'] });
    const newest = async (input: object) => {
      const { Layers } = await lambda.client.send(new ListLayersCommand(input));
      return Layers?.map(({ LatestMatchingVersion }) => LatestMatchingVersion?.Version);
    };
    expect(await newest({})).toEqual([2]);
    expect(await newest({ CompatibleRuntime: 'nodejs24.x' })).toEqual([1]);
    expect(await newest({ CompatibleArchitecture: 'x86_64' })).toEqual([]);
  });

  it('is told from one that is not there, and has no version below 1', async () => {
    const get = (VersionNumber: number) =>
      lambda.client.send(new GetLayerVersionCommand({ LayerName: 'shared', VersionNumber }));
    await expect(get(1)).rejects.toThrow('The resource you requested does not exist.');
    await expect(get(0)).rejects.toThrow('Layer Version Cannot be less than 1');
    await expect(remove(-1)).rejects.toThrow('Layer Version Cannot be less than 1');
  });

  it('takes runtimes of the past and refuses those that never were, in the words of AWS', async () => {
    await publish('one', { CompatibleRuntimes: ['nodejs14.x', 'go1.x'] });
    const wrong = { CompatibleRuntimes: ['nodejs20.x', 'other'], CompatibleArchitectures: ['x'] };
    await expect(publish('two', wrong as object)).rejects.toThrow(
      /^2 validation errors detected: Value '\[nodejs20\.x, other\]' at 'compatibleRuntimes' failed to satisfy constraint: Member must satisfy enum value set: \[nodejs20\.x, python3\.14, .*\]; Value '\[x\]' at 'compatibleArchitectures' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[x86_64, arm64\], Member must not be null\]$/,
    );
  });

  it('counts as stored code', async () => {
    await publish('12345');
    const { AccountUsage } = await lambda.client.send(new GetAccountSettingsCommand());
    expect(AccountUsage?.TotalCodeSize).toBe(5);
  });
});

describe('a function with layers', () => {
  it('names them with their sizes, keeps them when they are deleted, and runs with them', async () => {
    await publish('one');
    await create([`${arn}:1`]);
    await remove(1);
    const found = await lambda.client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(found.Layers).toEqual([{ Arn: `${arn}:1`, CodeSize: zipOf('one').length }]);
    await lambda.client.send(new InvokeCommand({ FunctionName }));
    expect(lambda.invoked[0]?.function.layerSha256Hexes).toHaveLength(1);
  });

  it('loses them by an empty list, and keeps them without one', async () => {
    await publish('one');
    await create([`${arn}:1`]);
    const update = (input: object) =>
      lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...input }));
    expect(await update({ Timeout: 9 })).toHaveProperty('Layers');
    expect(await update({ Layers: [] })).not.toHaveProperty('Layers');
  });

  it('refuses layers of other accounts by name', async () => {
    const foreign = `arn:aws:lambda:${region}:222222222222:layer:other:1`;
    await expect(create([foreign])).rejects.toThrow(
      `The local AWS has only layers of its own account and region, not ${foreign}`,
    );
  });
});
