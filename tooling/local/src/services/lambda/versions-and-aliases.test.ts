import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  ListAliasesCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { role, startLambda, zipOf, type StartedLambda } from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';

beforeEach(async () => {
  lambda = await startLambda();
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf('1') },
      Environment: { Variables: { NAME: 'one', OTHER: 'same' } },
    }),
  );
});
afterEach(() => lambda.stop());

const publish = (input: object = {}) =>
  lambda.client.send(new PublishVersionCommand({ FunctionName, ...input }));
const updateCode = (text: string) =>
  lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf(text) }));
const updateEnvironment = (Variables: Record<string, string>) =>
  lambda.client.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
const get = async (Qualifier?: string) =>
  (await lambda.client.send(new GetFunctionCommand({ FunctionName, Qualifier }))).Configuration;
const createAlias = (Name: string, FunctionVersion: string, weights?: Record<string, number>) =>
  lambda.client.send(
    new CreateAliasCommand({
      FunctionName,
      Name,
      FunctionVersion,
      RoutingConfig: weights && { AdditionalVersionWeights: weights },
    }),
  );

describe('PublishVersion', () => {
  it('gives the version that is there while code and configuration are the same', async () => {
    const first = await publish({ Description: 'commit a' });
    const again = await publish({ Description: 'commit b' });
    expect(again).toMatchObject({ Version: '1', Description: 'commit a' });
    expect(again.RevisionId).toBe(first.RevisionId);
  });

  it('takes an update with the same values for a change', async () => {
    await publish();
    await updateEnvironment({ NAME: 'one', OTHER: 'same' });
    expect(await publish()).toMatchObject({ Version: '2' });
    expect(await publish()).toMatchObject({ Version: '2' });
    for (const Version of ['3', '4']) {
      const update = { FunctionName, ZipFile: zipOf(), Publish: true };
      expect(await lambda.client.send(new UpdateFunctionCodeCommand(update))).toMatchObject({
        Version,
      });
    }
  });

  it('publishes again what was published before the last version', async () => {
    await publish();
    await updateCode('2');
    await publish();
    await updateCode('1');
    expect(await publish()).toMatchObject({ Version: '3' });
  });

  it('publishes anew when the last version is gone', async () => {
    await publish();
    await lambda.client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }));
    expect(await publish()).toMatchObject({ Version: '2' });
  });

  it('freezes the configuration with the code', async () => {
    await publish();
    await updateEnvironment({ NAME: 'two' });
    expect((await get('1'))?.Environment?.Variables).toEqual({ NAME: 'one', OTHER: 'same' });
  });

  it('accepts the digest of the code that is there', async () => {
    const { CodeSha256, RevisionId } = (await get()) ?? {};
    expect(await publish({ CodeSha256, RevisionId })).toMatchObject({ Version: '1' });
  });

  it('gives $LATEST a new revision, and none when nothing is published', async () => {
    const before = await get();
    await publish();
    const published = await get();
    await publish();
    expect(published?.RevisionId).not.toBe(before?.RevisionId);
    expect((await get())?.RevisionId).toBe(published?.RevisionId);
  });
});

describe('aliases', () => {
  it('moves with its own revision, and refuses one that is stale', async () => {
    await publish();
    await updateCode('2');
    await publish();
    const alias = await createAlias('live', '1');
    const move = (FunctionVersion: string, RevisionId = alias.RevisionId) =>
      lambda.client.send(
        new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion, RevisionId }),
      );
    const moved = await move('2');
    await expect(move('1')).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    expect(await get('live')).toMatchObject({ Version: '2' });
    expect(await move('1', moved.RevisionId)).toMatchObject({ FunctionVersion: '1' });
  });

  it('loses its weights by an empty routing, and keeps them without one', async () => {
    await publish();
    await updateCode('2');
    await publish();
    await createAlias('live', '1', { 2: 0.5 });
    const update = (input: object) =>
      lambda.client.send(new UpdateAliasCommand({ FunctionName, Name: 'live', ...input }));
    const RoutingConfig = { AdditionalVersionWeights: { 2: 0.5 } };
    expect(await update({ Description: 'half' })).toMatchObject({ RoutingConfig });
    expect(await update({ RoutingConfig: {} })).not.toHaveProperty('RoutingConfig');
  });

  it('lets one of many movers through who saw the same revision', async () => {
    await publish();
    const { RevisionId } = await createAlias('live', '1');
    const movers = Array.from({ length: 8 }, (_, index) =>
      lambda.client.send(
        new UpdateAliasCommand({
          FunctionName,
          Name: 'live',
          Description: String(index),
          RevisionId,
        }),
      ),
    );
    const outcomes = await Promise.allSettled(movers);
    const winners = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(winners).toHaveLength(1);
    const { Description } = await lambda.client.send(
      new GetAliasCommand({ FunctionName, Name: 'live' }),
    );
    expect(winners[0]).toMatchObject({ value: { Description } });
  });

  it('refuses two versions of different roles or dead-letter queues', async () => {
    await publish();
    await lambda.client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:111111111111:dead' },
      }),
    );
    await publish();
    await expect(createAlias('live', '1', { 2: 0.5 })).rejects.toThrow(
      /must be associated with the same dead letter queue/,
    );
  });

  it('keeps the version that it names from being deleted', async () => {
    await publish();
    await createAlias('live', '1');
    await createAlias('canary', '1');
    await expect(
      lambda.client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' })),
    ).rejects.toThrow(
      'Unable to delete version because the following aliases reference it: [canary, live]',
    );
  });

  it('keeps also the version that it sends a share of the invocations to', async () => {
    await publish();
    await updateCode('2');
    await publish();
    await createAlias('live', '1', { 2: 0.1 });
    const remove = () =>
      lambda.client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '2' }));
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'Unable to delete version because the following aliases reference it: [live]',
    });
    const done = { FunctionName, Name: 'live', RoutingConfig: { AdditionalVersionWeights: {} } };
    await lambda.client.send(new UpdateAliasCommand(done));
    await remove();
    await expect(get('2')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('is listed for the versions that it names', async () => {
    await publish();
    await updateCode('2');
    await publish();
    await createAlias('both', '1', { 2: 0.1 });
    await createAlias('one', '1');
    const list = async (FunctionVersion?: string) =>
      (
        await lambda.client.send(new ListAliasesCommand({ FunctionName, FunctionVersion }))
      ).Aliases?.map(({ Name }) => Name);
    expect(await list()).toEqual(['both', 'one']);
    expect(await list('2')).toEqual(['both']);
  });

  it('may have the name of what every object has', async () => {
    await publish();
    for (const name of ['constructor', '__proto__', 'toString']) {
      await createAlias(name, '1');
      expect(await get(name)).toMatchObject({ Version: '1' });
    }
    lambda = await lambda.restart();
    expect(await get('__proto__')).toMatchObject({ Version: '1' });
  });
});
