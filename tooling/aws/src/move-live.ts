import {
  CreateAliasCommand,
  UpdateAliasCommand,
  type AliasConfiguration,
  type UpdateAliasCommandInput,
} from '@aws-sdk/client-lambda';
import {
  formatAliasMove,
  type MovedAlias,
  type MoveOptions,
  type PreparedVersion,
} from '@tooling/core';
import {
  getLiveAlias,
  isAliasRefused,
  isSameRouting,
  liveAlias,
  movedByOthers,
  weightsOf,
} from './alias.ts';
import type { AliasMemory } from './alias-memory.ts';
import type { AwsClients } from './clients.ts';
import { knownOf, versionOfSame } from './read-alias.ts';

/** Where requests go, and what earlier runs left. */
export interface AliasContext {
  readonly clients: AwsClients;
  readonly memory: AliasMemory;
}

/** What is sent to make `live` serve a version, but for its guard. */
type Target = Pick<UpdateAliasCommandInput, 'FunctionVersion' | 'RoutingConfig' | 'Description'>;

/**
 * Makes `live` serve a version: all traffic at once, or a part of it while the rest stays.
 *
 * @throws UserError REMOTE_MOVED when somebody else moved it since it was read, and not to the same
 */
export async function moveLive(
  { clients, memory }: AliasContext,
  prepared: PreparedVersion,
  options: MoveOptions = {},
): Promise<MovedAlias> {
  const { functionName, version, liveVersion } = prepared;
  const { percent = 100, from, change } = options;
  if (prepared.isLiveMeanwhile === true) return byOthers(prepared, version);
  const target = targetOf(prepared, percent, clients.clock.date());
  const revisionId = from?.aliasRevisionId ?? prepared.aliasRevisionId;
  try {
    const alias =
      liveVersion === undefined
        ? await create(clients, functionName, target)
        : await update(clients, functionName, target, revisionId);
    return await moved({ memory, prepared, percent }, alias);
  } catch (error) {
    if (!isAliasRefused(error)) throw error;
    const alias = await getLiveAlias(clients, functionName);
    // A repeated request after a lost answer ends here too: then `live` is where it shall be.
    if (alias !== undefined && isAt(alias, target)) {
      return moved({ memory, prepared, percent }, alias);
    }
    // What an earlier run remembered was out of date, and what the plan saw is not.
    const isAsPlanned = prepared.isAliasRemembered === true && from === undefined;
    if (alias !== undefined && isAsPlanned && alias.FunctionVersion === liveVersion) {
      const read = { ...prepared, isAliasRemembered: false, ...knownOf(alias) };
      return moveLive({ clients, memory }, read, options);
    }
    const same = await versionOfSame(clients, alias, { version, change });
    if (same !== undefined) return byOthers(prepared, same);
    throw movedByOthers(functionName, alias, { before: liveVersion, cause: error });
  }
}

/** While two versions serve, `live` names the previous one, and so does its text. */
function targetOf({ version, liveVersion }: PreparedVersion, percent: number, now: Date): Target {
  if (percent < 100 && liveVersion !== undefined) {
    const weights = { [version]: percent / 100 };
    return { FunctionVersion: liveVersion, RoutingConfig: { AdditionalVersionWeights: weights } };
  }
  const all = { FunctionVersion: version, RoutingConfig: { AdditionalVersionWeights: {} } };
  // Only weights end: what was live before is still what the text says.
  if (version === liveVersion) return all;
  const move = { previousVersion: liveVersion, at: now.toISOString(), version };
  return { ...all, Description: formatAliasMove(move) };
}

function create({ lambda }: AwsClients, functionName: string, target: Target) {
  const { FunctionVersion, Description } = target;
  return lambda.send(
    new CreateAliasCommand({
      FunctionName: functionName,
      Name: liveAlias,
      FunctionVersion,
      Description,
    }),
  );
}

function update(
  { lambda }: AwsClients,
  functionName: string,
  target: Target,
  revisionId: string | undefined,
) {
  return lambda.send(
    new UpdateAliasCommand({
      FunctionName: functionName,
      Name: liveAlias,
      RevisionId: revisionId,
      ...target,
    }),
  );
}

/** Whether an alias is just as we wanted it; the text tells our move from somebody else's same one. */
const isAt = (alias: AliasConfiguration, { Description, FunctionVersion, RoutingConfig }: Target) =>
  alias.FunctionVersion === FunctionVersion &&
  isSameRouting(weightsOf(alias), RoutingConfig?.AdditionalVersionWeights) &&
  (Description === undefined || alias.Description === Description);

interface Movement {
  readonly memory: AliasMemory;
  readonly prepared: PreparedVersion;
  readonly percent: number;
}

async function moved(
  { memory, prepared, percent }: Movement,
  alias: AliasConfiguration,
): Promise<MovedAlias> {
  const { functionName, version, liveVersion, additionalVersionWeights } = prepared;
  const { RevisionId: aliasRevisionId = '', Description: description } = alias;
  if (percent === 100) {
    await memory.remember(functionName, { version, revisionId: aliasRevisionId, description });
  }
  return {
    functionName,
    version,
    previousVersion: liveVersion,
    additionalVersionWeights,
    previousDescription: prepared.aliasDescription,
    aliasRevisionId,
    percent,
  };
}

const byOthers = ({ functionName, liveVersion }: PreparedVersion, version: string): MovedAlias => ({
  functionName,
  version,
  previousVersion: liveVersion,
  aliasRevisionId: '',
  percent: 100,
  isByOthers: true,
});
