import { switchingVersionOf, type LiveFunction } from '@tooling/core';
import { getLiveAlias, weightsOf } from './alias.ts';
import type { AwsClients } from './clients.ts';

/**
 * How far a switch in steps has come, of a function whose tag speaks of one. The alias is read only
 * for these: that is a request of the scarce kind.
 */
export async function readSwitching(
  clients: AwsClients,
  live: LiveFunction,
): Promise<LiveFunction['switching']> {
  const version = switchingVersionOf(live.attributes.tags);
  if (version === undefined) return undefined;
  const alias = await getLiveAlias(clients, live.functionName);
  const share = (alias && weightsOf(alias)?.[version]) ?? 0;
  // 0.07 * 100 is a little more than 7.
  return { version, percent: Math.round(share * 100) };
}
