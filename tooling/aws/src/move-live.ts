import {
  CreateAliasCommand,
  DeleteAliasCommand,
  UpdateAliasCommand,
  type AliasConfiguration,
} from '@aws-sdk/client-lambda';
import type { MovedAlias, PreparedVersion } from '@tooling/core';
import { getLiveAlias, isAliasRefused, liveAlias, movedByOthers, weightsOf } from './alias.ts';
import type { AwsClients } from './clients.ts';

function moved(
  { functionName, version, liveVersion, additionalVersionWeights }: PreparedVersion,
  { RevisionId = '' }: AliasConfiguration,
): MovedAlias {
  return {
    functionName,
    version,
    previousVersion: liveVersion,
    additionalVersionWeights,
    aliasRevisionId: RevisionId,
  };
}

/**
 * Points `live` at a version, all traffic at once.
 *
 * @throws UserError REMOTE_MOVED when somebody else moved it since it was read
 */
export async function moveLive(
  clients: AwsClients,
  prepared: PreparedVersion,
): Promise<MovedAlias> {
  const { functionName, version, liveVersion, aliasRevisionId } = prepared;
  const target = { FunctionName: functionName, Name: liveAlias, FunctionVersion: version };
  const guarded = {
    ...target,
    RevisionId: aliasRevisionId,
    RoutingConfig: { AdditionalVersionWeights: {} },
  };
  try {
    const alias =
      liveVersion === undefined
        ? await clients.lambda.send(new CreateAliasCommand(target))
        : await clients.lambda.send(new UpdateAliasCommand(guarded));
    return moved(prepared, alias);
  } catch (error) {
    if (!isAliasRefused(error)) throw error;
    // A repeated request after a lost answer ends here too: then `live` is where it shall be.
    const alias = await getLiveAlias(clients, functionName);
    if (alias?.FunctionVersion === version && weightsOf(alias) === undefined) {
      return moved(prepared, alias);
    }
    throw movedByOthers(functionName, alias, error);
  }
}

/** DeleteAlias takes no RevisionId: what somebody does between these two requests is lost. */
async function takeBack(
  clients: AwsClients,
  { functionName, aliasRevisionId }: MovedAlias,
): Promise<void> {
  const alias = await getLiveAlias(clients, functionName);
  if (alias === undefined) return;
  if (alias.RevisionId !== aliasRevisionId) throw movedByOthers(functionName, alias);
  await clients.lambda.send(
    new DeleteAliasCommand({ FunctionName: functionName, Name: liveAlias }),
  );
}

/**
 * Undoes a move, the weights included.
 *
 * @throws UserError REMOTE_MOVED when somebody has moved `live` on since: then it is left alone
 */
export async function putBack(clients: AwsClients, alias: MovedAlias): Promise<void> {
  const { functionName, version, previousVersion, aliasRevisionId } = alias;
  const { additionalVersionWeights: weights } = alias;
  if (previousVersion === undefined) return takeBack(clients, alias);
  if (previousVersion === version && weights === undefined) return;
  try {
    await clients.lambda.send(
      new UpdateAliasCommand({
        FunctionName: functionName,
        Name: liveAlias,
        FunctionVersion: previousVersion,
        RevisionId: aliasRevisionId,
        RoutingConfig: { AdditionalVersionWeights: { ...weights } },
      }),
    );
  } catch (error) {
    if (!isAliasRefused(error)) throw error;
    const now = await getLiveAlias(clients, functionName);
    // The answer to our own first request was lost.
    if (now?.FunctionVersion === previousVersion && isSameRouting(weightsOf(now), weights)) return;
    throw movedByOthers(functionName, now, error);
  }
}

function isSameRouting(
  one: Readonly<Record<string, number>> = {},
  other: Readonly<Record<string, number>> = {},
): boolean {
  const versions = Object.keys({ ...one, ...other });
  return versions.every((version) => one[version] === other[version]);
}
