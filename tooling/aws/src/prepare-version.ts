import { liveAliasOf, UserError, type FunctionHistory, type PreparedVersion } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { getFunction } from './read-functions.ts';

/** @throws UserError VERSION_UNUSABLE when the version is gone or not Active */
export async function prepareVersion(
  clients: AwsClients,
  history: FunctionHistory,
  version: string,
): Promise<PreparedVersion> {
  const { functionName } = history;
  const { Configuration: configuration } =
    (await getFunction(clients, functionName, version)) ?? {};
  checkActive(functionName, version, configuration?.State, configuration?.StateReason);
  const alias = liveAliasOf(history);
  return {
    functionName,
    version,
    liveVersion: alias?.version,
    aliasRevisionId: alias?.revisionId,
    aliasDescription: alias?.description,
    additionalVersionWeights: alias?.additionalVersionWeights,
  };
}

function checkActive(name: string, version: string, state?: string, reason?: string): void {
  if (state === 'Active') return;
  const what = state === undefined ? 'was deleted meanwhile' : `is ${state}: ${reason ?? ''}`;
  throw new UserError('VERSION_UNUSABLE', `version ${version} of ${name} ${what}`.trimEnd(), {
    subject: name,
    // AWS takes resources from what was idle for weeks; the invocation that brings them back fails.
    ...(state === 'Inactive' && {
      hint: `invoke it once by its number to wake it, \`aws lambda invoke --function-name ${name} --qualifier ${version} -\`, and run the same command again when it is Active`,
    }),
  });
}
