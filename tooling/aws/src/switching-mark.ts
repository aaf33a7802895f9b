import {
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  type GetFunctionCommandOutput,
} from '@aws-sdk/client-lambda';
import { switchingTagKey, switchingVersionOf, type FunctionChange } from '@tooling/core';
import { getLiveAlias, isAliasRefused, liveAlias, movedByOthers, weightsOf } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { getFunction, tagsOf } from './read-functions.ts';

/** Notes on the function that its traffic is being moved to a version: for the next run. */
export async function markSwitching(
  clients: AwsClients,
  functionName: string,
  version: string,
): Promise<void> {
  const output = await getFunction(clients, functionName);
  await clients.lambda.send(
    new TagResourceCommand({ Resource: arnOf(output), Tags: { [switchingTagKey]: version } }),
  );
}

/** Takes the note away, unless somebody else's run has put another in its place. */
export async function unmarkSwitching(
  clients: AwsClients,
  functionName: string,
  versions: readonly string[],
): Promise<void> {
  const output = await getFunction(clients, functionName);
  if (output === undefined) return;
  const noted = switchingVersionOf(tagsOf(functionName, output));
  if (noted === undefined || !versions.includes(noted)) return;
  await clients.lambda.send(
    new UntagResourceCommand({ Resource: arnOf(output), TagKeys: [switchingTagKey] }),
  );
}

/**
 * Ends a switch that was interrupted: all traffic goes to the version that `live` names.
 *
 * @throws UserError REMOTE_MOVED when that is not the one that the plan saw
 */
export async function endSwitching(
  clients: AwsClients,
  { functionName, liveVersion, interrupted }: FunctionChange,
): Promise<void> {
  if (interrupted === undefined) return;
  const alias = await getLiveAlias(clients, functionName);
  if (alias?.FunctionVersion !== liveVersion) {
    throw movedByOthers(functionName, alias, { before: liveVersion });
  }
  if (alias !== undefined && weightsOf(alias) !== undefined) {
    const RoutingConfig = { AdditionalVersionWeights: {} };
    const { RevisionId } = alias;
    const target = { FunctionName: functionName, Name: liveAlias, RevisionId, RoutingConfig };
    try {
      await clients.lambda.send(new UpdateAliasCommand(target));
    } catch (error) {
      if (!isAliasRefused(error)) throw error;
      const now = await getLiveAlias(clients, functionName);
      const isDone = now?.FunctionVersion === liveVersion && weightsOf(now ?? {}) === undefined;
      if (!isDone) throw movedByOthers(functionName, now, { before: liveVersion, cause: error });
    }
  }
  await unmarkSwitching(clients, functionName, [interrupted.version]);
}

const arnOf = (output: GetFunctionCommandOutput | undefined): string =>
  output?.Configuration?.FunctionArn ?? '';
