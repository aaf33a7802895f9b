import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import { servesChange, UserError, type FunctionChange, type PreparedVersion } from '@tooling/core';
import { getLiveAlias, liveAlias, weightsOf } from './alias.ts';
import type { AliasMemory } from './alias-memory.ts';
import type { AwsClients } from './clients.ts';
import { getFunction, toLiveFunction } from './read-functions.ts';

/** What a move of `live` has to know of the alias. */
type Known = Pick<
  PreparedVersion,
  'aliasRevisionId' | 'aliasDescription' | 'additionalVersionWeights' | 'isAliasRemembered'
>;

/** What an answer says of the alias. */
export const knownOf = (alias: AliasConfiguration): Known => ({
  aliasRevisionId: alias.RevisionId,
  aliasDescription: alias.Description,
  additionalVersionWeights: weightsOf(alias),
});

/**
 * The alias before it is moved: from what an earlier run remembers, else from AWS. Where somebody
 * else made it serve the very same as the change meanwhile, there is nothing left to move.
 *
 * @throws UserError REMOTE_MOVED when `live` is not what the plan saw
 */
export async function readAliasBefore(
  clients: AwsClients,
  memory: AliasMemory,
  prepared: { readonly version: string; readonly liveVersion: string },
  change: FunctionChange,
): Promise<PreparedVersion> {
  const { functionName } = change;
  const { liveVersion } = prepared;
  const hint = await memory.recall(functionName);
  // A switch that was interrupted has left weights, and an alias that this checkout has not seen.
  if (hint?.version === liveVersion && change.interrupted === undefined) {
    const { revisionId: aliasRevisionId, description: aliasDescription } = hint;
    const isAliasRemembered = true;
    return { functionName, ...prepared, aliasRevisionId, aliasDescription, isAliasRemembered };
  }
  const alias = await getLiveAlias(clients, functionName);
  if (alias?.FunctionVersion === liveVersion) {
    return { functionName, ...prepared, ...knownOf(alias) };
  }
  const version = await versionOfSame(clients, alias, { version: prepared.version, change });
  if (version !== undefined) {
    return { functionName, version, liveVersion: version, isLiveMeanwhile: true };
  }
  throw new UserError(
    'REMOTE_MOVED',
    `${functionName}: live was version ${liveVersion} when the plan was made and is ${alias?.FunctionVersion ?? '(deleted)'} now`,
    { subject: functionName },
  );
}

/** What `live` was to serve. */
interface Wanted {
  readonly version: string;
  /** Says also which other versions are as good. */
  readonly change?: FunctionChange | undefined;
}

/** The version that somebody else made `live`, if it is as good as the one that it was to serve. */
export async function versionOfSame(
  clients: AwsClients,
  alias: AliasConfiguration | undefined,
  { version, change }: Wanted,
): Promise<string | undefined> {
  if (alias === undefined || weightsOf(alias) !== undefined) return undefined;
  if (alias.FunctionVersion === version) return version;
  if (change === undefined) return undefined;
  const { functionName } = change;
  const output = await getFunction(clients, functionName, liveAlias);
  if (output === undefined) return undefined;
  const live = toLiveFunction({ functionName, output });
  const isSame = live.version === alias.FunctionVersion && servesChange(live, change);
  return isSame ? live.version : undefined;
}
