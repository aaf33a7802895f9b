import {
  parseAliasMove,
  parseOwnership,
  parseProvenance,
  type DeployedVersion,
  type FunctionState,
} from '@tooling/core';
import { getLiveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { ifReadable } from './if-readable.ts';
import { getFunction } from './read-functions.ts';
import { readHistory } from './read-history.ts';
import { toSettings } from './to-settings.ts';

/** A published version with its configuration; undefined when it was deleted. */
export async function readVersion(
  clients: AwsClients,
  functionName: string,
  version: string,
): Promise<DeployedVersion | undefined> {
  const output = await getFunction(clients, functionName, version);
  const configuration = output?.Configuration;
  if (configuration === undefined) return undefined;
  return {
    version,
    codeSha256: configuration.CodeSha256 ?? '',
    settings: toSettings(configuration, output?.Code),
    provenance: parseProvenance(configuration.Description),
  };
}

/**
 * What the last deploy has made live: the alias's text says which version that was. Where somebody wrote
 * over it, the newest version of ours is what comes nearest.
 */
export async function readDeployed(
  clients: AwsClients,
  functionName: string,
  description: string | undefined,
): Promise<DeployedVersion | undefined> {
  const said = parseAliasMove(description)?.version;
  const found = said === undefined ? undefined : await readVersion(clients, functionName, said);
  if (found !== undefined) return found;
  const history = await readHistory(clients, functionName);
  const ours = history?.versions.find(({ provenance }) => provenance !== undefined);
  return ours && readVersion(clients, functionName, ours.version);
}

/**
 * Adds what the last deploy had made live to the functions of ours that somebody has published over: so
 * that a plan can tell what was set by hand. Costs requests only for those.
 */
export function withDeployed(
  clients: AwsClients,
  states: readonly FunctionState[],
): Promise<readonly FunctionState[]> {
  return Promise.all(
    states.map(async (state) => {
      if (state.kind !== 'live' || state.live.provenance !== undefined) return state;
      const { live } = state;
      const { functionName } = live;
      if (parseOwnership(live.attributes.tags) === undefined) return state;
      return ifReadable(functionName, async () => {
        const alias = await getLiveAlias(clients, functionName);
        const deployed = await readDeployed(clients, functionName, alias?.Description);
        return { ...state, live: { ...live, ...(deployed !== undefined && { deployed }) } };
      });
    }),
  );
}
