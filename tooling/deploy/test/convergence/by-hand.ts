import {
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { formatPin, pinTagKey } from '@tooling/core';
import { makeRole, replaceCodeByHand, setEnvironment } from '../by-hand.ts';
import { artifactOf, zipOf } from '../open-store.ts';
import { clientOf, roleName } from '../orphan.ts';
import type { TestStage } from '../stage.ts';
import type { ByHand } from './arbitraries.ts';

/** What somebody else's function answers. */
const foreign = { text: 'foreign' };

const arnOf = ({ aws }: TestStage, name: string) =>
  `arn:aws:lambda:${aws.region}:${aws.accountId}:function:${name}`;

/** The first role of all functions of others. */
async function makeForeign(stage: TestStage, FunctionName: string): Promise<void> {
  const name = `foreign-${FunctionName}`;
  const Role = `arn:aws:iam::${stage.aws.accountId}:role/${name}`;
  await makeRole(stage, name).catch(() => undefined);
  const Code = { ZipFile: zipOf(foreign) };
  await stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code,
    }),
  );
}

async function deleteRole(stage: TestStage, name: string): Promise<void> {
  const iam = new IAMClient(clientOf(stage));
  const RoleName = roleName(stage, name);
  try {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'execution' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  } finally {
    iam.destroy();
  }
}

/** Half of the traffic to a version that nobody has noted anywhere. */
async function shareTraffic({ lambda }: TestStage, FunctionName: string): Promise<void> {
  await setEnvironment({ lambda } as TestStage, FunctionName, { BY_HAND: 'half' });
  const { Version = '' } = await lambda.send(new PublishVersionCommand({ FunctionName }));
  const { FunctionVersion } = await lambda.send(
    new GetAliasCommand({ FunctionName, Name: 'live' }),
  );
  if (FunctionVersion === Version) return;
  const RoutingConfig = { AdditionalVersionWeights: { [Version]: 0.5 } };
  await lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', RoutingConfig }));
}

/** An update that is accepted and ends Failed. */
async function failUpdate({ aws, lambda }: TestStage, FunctionName: string): Promise<void> {
  const operation = 'UpdateFunctionConfiguration';
  await aws.setFaults({ rules: [{ operation, fault: 'ends-failed' }] });
  try {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 1024 }));
  } finally {
    await aws.setFaults(undefined);
  }
}

async function act(stage: TestStage, { name: FunctionName, does }: ByHand): Promise<unknown> {
  const { lambda } = stage;
  const Resource = arnOf(stage, FunctionName);
  switch (does) {
    case 'delete':
      return lambda.send(new DeleteFunctionCommand({ FunctionName }));
    case 'delete-alias':
      return lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    case 'delete-role':
      return deleteRole(stage, FunctionName);
    case 'code':
      return replaceCodeByHand(stage, FunctionName);
    case 'environment':
      return setEnvironment(stage, FunctionName, { BY_HAND: 'yes' });
    case 'concurrency':
      return lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 3 }),
      );
    case 'untag':
      return lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['team', 'cost'] }));
    case 'publish':
      await setEnvironment(stage, FunctionName, { BY_HAND: 'published' });
      return lambda.send(new PublishVersionCommand({ FunctionName }));
    case 'move-live-back':
      return lambda.send(
        new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }),
      );
    case 'half-done-canary':
      return shareTraffic(stage, FunctionName);
    case 'failed-update':
      return failUpdate(stage, FunctionName);
    case 'pin': {
      const { digest } = artifactOf(zipOf({ text: 'two' }));
      const Tags = { [pinTagKey]: formatPin({ version: '1', digest }) };
      return lambda.send(new TagResourceCommand({ Resource, Tags }));
    }
    case 'foreign':
      return makeForeign(stage, FunctionName);
  }
}

/** There is nothing to do it to, there is one already, or an update is under way: it is not done. */
const givesUp = ['ResourceNotFoundException', 'NoSuchEntityException', 'ResourceConflictException'];

/** @returns whether it was done */
export async function doByHand(stage: TestStage, intervention: ByHand): Promise<boolean> {
  try {
    await act(stage, intervention);
    return true;
  } catch (error) {
    if (!(error instanceof Error) || !givesUp.includes(error.name)) throw error;
    return false;
  }
}

/** Takes back what a deploy has to leave alone for ever: pins, and functions of others. */
export async function makeWay(stage: TestStage, names: readonly string[]): Promise<void> {
  const { lambda } = stage;
  for (const FunctionName of names) {
    const found = await lambda
      .send(new GetFunctionCommand({ FunctionName }))
      .catch(() => undefined);
    if (found === undefined) continue;
    const isForeign = found.Tags?.['lambda-deploy:service'] === undefined;
    if (isForeign) await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    const Resource = arnOf(stage, FunctionName);
    // A function whose creation ended Failed has none, and takes no change of its tags.
    if (isForeign || found.Tags?.[pinTagKey] === undefined) continue;
    await lambda.send(new UntagResourceCommand({ Resource, TagKeys: [pinTagKey] }));
  }
}
