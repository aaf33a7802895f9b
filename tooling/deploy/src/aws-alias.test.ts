import {
  DeleteAliasCommand,
  GetAliasCommand,
  UpdateAliasCommand,
  type UpdateAliasCommandInput,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { openStore, type OpenStore } from '../test/open-store.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const live = { FunctionName: 'hello', Name: 'live' };

const readAlias = ({ lambda }: TestStage) => lambda.send(new GetAliasCommand(live));

const changeAlias = ({ lambda }: TestStage, change: Partial<UpdateAliasCommandInput>) =>
  lambda.send(new UpdateAliasCommand({ ...live, ...change }));

const prepare = async (open: OpenStore, text: string) =>
  open.prepare(await open.plan('hello', { text }), { text });

it('says which version is live, and that none is', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  expect(await open.store.readLiveVersion('hello')).toBeUndefined();
  await open.deploy('hello');
  expect(await open.store.readLiveVersion('hello')).toBe('1');
});

describe('weights that somebody set on live', () => {
  /** Two versions, and a tenth of the traffic on the older one. */
  async function shareTraffic(stage: TestStage, open: OpenStore) {
    await open.deploy('hello', { text: 'one' });
    await open.deploy('hello', { text: 'two' });
    await changeAlias(stage, { RoutingConfig: { AdditionalVersionWeights: { 1: 0.1 } } });
  }

  it('end with a switch, which says so', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await shareTraffic(stage, open);
    const prepared = await prepare(open, 'three');
    expect(prepared.additionalVersionWeights).toEqual({ 1: 0.1 });
    const moved = await open.store.moveLive(prepared);
    expect(moved.additionalVersionWeights).toEqual({ 1: 0.1 });
    const { FunctionVersion, RoutingConfig } = await readAlias(stage);
    expect(FunctionVersion).toBe('3');
    expect(RoutingConfig?.AdditionalVersionWeights ?? {}).toEqual({});
  });

  it('are there again when the switch is undone', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await shareTraffic(stage, open);
    await open.store.putBack(await open.store.moveLive(await prepare(open, 'three')));
    expect(await readAlias(stage)).toMatchObject({
      FunctionVersion: '2',
      RoutingConfig: { AdditionalVersionWeights: { 1: 0.1 } },
    });
  });

  it('are not spoken of where there are none', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { text: 'one' });
    const prepared = await prepare(open, 'two');
    expect(prepared.additionalVersionWeights).toBeUndefined();
  });
});

describe('undoing a switch', () => {
  it('takes live away from a function that had none', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.store.putBack(await open.store.moveLive(await prepare(open, 'one')));
    expect(await open.store.readLiveVersion('hello')).toBeUndefined();
  });

  it.each([
    { before: 'one', answer: '; AWS answered PreconditionFailedException: ' },
    { before: undefined, answer: '' },
  ])('leaves alone what somebody moved on (before: $before)', async ({ before, answer }) => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    if (before !== undefined) await open.deploy('hello', { text: before });
    const moved = await open.store.moveLive(await prepare(open, 'two'));
    await prepare(open, 'three');
    const theirs = String(Number(moved.version) + 1);
    await changeAlias(stage, { FunctionVersion: theirs });
    await expect(open.store.putBack(moved)).rejects.toMatchObject({
      code: 'REMOTE_MOVED',
      message: expect.stringContaining(
        `hello: live was moved to version ${theirs} by somebody else${answer}`,
      ) as string,
    });
    expect(await open.store.readLiveVersion('hello')).toBe(theirs);
  });

  it('is nothing to do where somebody took live away', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    const moved = await open.store.moveLive(await prepare(open, 'one'));
    await stage.lambda.send(new DeleteAliasCommand(live));
    await open.store.putBack(moved);
    expect(await open.store.readLiveVersion('hello')).toBeUndefined();
  });
});

describe('a switch is refused', () => {
  it('when somebody moved live since it was read', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { text: 'one' });
    await open.deploy('hello', { text: 'two' });
    const prepared = await prepare(open, 'three');
    await changeAlias(stage, { FunctionVersion: '1' });
    await expect(open.store.moveLive(prepared)).rejects.toMatchObject({ code: 'REMOTE_MOVED' });
    expect(await open.store.readLiveVersion('hello')).toBe('1');
  });

  it('when somebody shared its traffic anew, and says that', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { text: 'one' });
    await open.deploy('hello', { text: 'two' });
    const prepared = await prepare(open, 'three');
    const RoutingConfig = { AdditionalVersionWeights: { 1: 0.25 } };
    await changeAlias(stage, { FunctionVersion: '2', RoutingConfig });
    await expect(open.store.moveLive(prepared)).rejects.toMatchObject({
      code: 'REMOTE_MOVED',
      message: expect.stringContaining(
        'hello: the traffic of live was shared anew, with 25 % on version 1 beside version 2, by somebody else',
      ) as string,
    });
  });

  it('when somebody took live away', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { text: 'one' });
    const prepared = await prepare(open, 'two');
    await stage.lambda.send(new DeleteAliasCommand(live));
    await expect(open.store.moveLive(prepared)).rejects.toMatchObject({
      code: 'REMOTE_MOVED',
      message: expect.stringMatching(
        /^hello: live was deleted by somebody else; AWS answered ResourceNotFoundException: .+ \(UpdateAlias, request .+\)$/,
      ) as string,
    });
  });
});
