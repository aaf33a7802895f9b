import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  UpdateAliasCommand,
  type AliasConfiguration,
} from '@aws-sdk/client-lambda';
import { UserError, type MovedAlias, type PreparedVersion } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';

/** The alias that serves. Triggers and callers name it, never a version. */
export const liveAlias = 'live';

/** The alias `live`, or undefined. Its RevisionId is not that of the function. */
export async function getLiveAlias(
  { lambda }: AwsClients,
  functionName: string,
): Promise<AliasConfiguration | undefined> {
  try {
    return await lambda.send(new GetAliasCommand({ FunctionName: functionName, Name: liveAlias }));
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

function moved(
  { functionName, version, liveVersion }: PreparedVersion,
  { RevisionId = '' }: AliasConfiguration,
): MovedAlias {
  return { functionName, version, previousVersion: liveVersion, aliasRevisionId: RevisionId };
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
    if (!isAwsError(error, 'PreconditionFailedException', 'ResourceConflictException')) throw error;
    // A repeated request after a lost answer ends here too: then `live` is where it shall be.
    const alias = await getLiveAlias(clients, functionName);
    if (alias?.FunctionVersion === version) return moved(prepared, alias);
    throw new UserError(
      'REMOTE_MOVED',
      `${functionName}: live was moved to version ${alias?.FunctionVersion ?? '(deleted)'} by somebody else`,
      { subject: functionName, cause: error },
    );
  }
}

/** Undoes a move, unless somebody has moved `live` on since. */
export async function putBack({ lambda }: AwsClients, alias: MovedAlias): Promise<void> {
  const { functionName, version, previousVersion, aliasRevisionId } = alias;
  if (previousVersion === version) return;
  const target = { FunctionName: functionName, Name: liveAlias };
  if (previousVersion === undefined) {
    await lambda.send(new DeleteAliasCommand(target));
    return;
  }
  await lambda.send(
    new UpdateAliasCommand({
      ...target,
      FunctionVersion: previousVersion,
      RevisionId: aliasRevisionId,
    }),
  );
}
