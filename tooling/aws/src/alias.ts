import { GetAliasCommand, type AliasConfiguration } from '@aws-sdk/client-lambda';
import { liveAlias, UserError, type MovedAlias } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { answered, isAwsError } from './translate-error.ts';

export { liveAlias };

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

/** The shares of other versions; undefined where all traffic goes to one. */
export function weightsOf({
  RoutingConfig: routing,
}: AliasConfiguration): MovedAlias['additionalVersionWeights'] {
  const weights = routing?.AdditionalVersionWeights ?? {};
  return Object.keys(weights).length === 0 ? undefined : weights;
}

/** A guard refused to change the alias; or it is gone. */
export const isAliasRefused = (error: unknown): boolean =>
  isAwsError(
    error,
    'PreconditionFailedException',
    'ResourceConflictException',
    'ResourceNotFoundException',
  );

export function movedByOthers(
  functionName: string,
  alias: AliasConfiguration | undefined,
  cause?: unknown,
): UserError {
  const now =
    alias === undefined
      ? 'live was deleted'
      : `live was moved to version ${alias.FunctionVersion ?? ''}`;
  return new UserError(
    'REMOTE_MOVED',
    `${functionName}: ${now} by somebody else${answered(cause)}`,
    {
      subject: functionName,
      cause,
    },
  );
}

/** Whether the same shares of the traffic go to the same versions. */
export function isSameRouting(
  one: Readonly<Record<string, number>> = {},
  other: Readonly<Record<string, number>> = {},
): boolean {
  const versions = Object.keys({ ...one, ...other });
  return versions.every((version) => one[version] === other[version]);
}
