import { DeleteAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import type { MovedAlias } from '@tooling/core';
import {
  getLiveAlias,
  isAliasRefused,
  isSameRouting,
  liveAlias,
  movedByOthers,
  weightsOf,
} from './alias.ts';
import type { AwsClients } from './clients.ts';
import type { AliasContext } from './move-live.ts';

/**
 * Undoes a move, the weights and the alias's text included. What somebody else moved is left alone.
 *
 * @throws UserError REMOTE_MOVED when somebody has moved `live` on since: then it is left alone
 */
export async function putBack({ clients, memory }: AliasContext, alias: MovedAlias): Promise<void> {
  const { functionName, version, previousVersion, aliasRevisionId } = alias;
  const { additionalVersionWeights: weights, previousDescription = '' } = alias;
  if (alias.isByOthers === true) return;
  if (previousVersion === undefined) return takeBack(clients, alias);
  if (previousVersion === version && weights === undefined) return;
  try {
    const { RevisionId: revisionId = '' } = await clients.lambda.send(
      new UpdateAliasCommand({
        FunctionName: functionName,
        Name: liveAlias,
        FunctionVersion: previousVersion,
        Description: previousDescription,
        RevisionId: aliasRevisionId,
        RoutingConfig: { AdditionalVersionWeights: { ...weights } },
      }),
    );
    if (weights !== undefined) return;
    const hint = { version: previousVersion, revisionId, description: previousDescription };
    await memory.remember(functionName, hint);
  } catch (error) {
    if (!isAliasRefused(error)) throw error;
    const now = await getLiveAlias(clients, functionName);
    // The answer to our own first request was lost.
    if (now?.FunctionVersion === previousVersion && isSameRouting(weightsOf(now), weights)) return;
    const before = alias.percent < 100 ? previousVersion : version;
    throw movedByOthers(functionName, now, { before, cause: error });
  }
}

/** DeleteAlias takes no RevisionId: what somebody does between these two requests is lost. */
async function takeBack(
  clients: AwsClients,
  { functionName, version, aliasRevisionId }: MovedAlias,
): Promise<void> {
  const alias = await getLiveAlias(clients, functionName);
  if (alias === undefined) return;
  if (alias.RevisionId !== aliasRevisionId) {
    throw movedByOthers(functionName, alias, { before: version });
  }
  await clients.lambda.send(
    new DeleteAliasCommand({ FunctionName: functionName, Name: liveAlias }),
  );
}
