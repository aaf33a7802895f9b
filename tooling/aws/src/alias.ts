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

/** What is known of an alias that a guard kept from being changed. */
interface Moved {
  /** What it named when it was read. */
  readonly before: string | undefined;
  readonly cause?: unknown;
}

export function movedByOthers(
  functionName: string,
  alias: AliasConfiguration | undefined,
  { before, cause }: Moved,
): UserError {
  const message = `${functionName}: ${describeMove(alias, before)} by somebody else${answered(cause)}`;
  return new UserError('REMOTE_MOVED', message, { subject: functionName, cause });
}

function describeMove(alias: AliasConfiguration | undefined, before: string | undefined): string {
  if (alias === undefined) return 'live was deleted';
  const { FunctionVersion: version = '' } = alias;
  if (version !== before) return `live was moved to version ${version}`;
  const shares = Object.entries(weightsOf(alias) ?? {}).map(
    ([other, share]) => `${Math.round(share * 100)} % on version ${other}`,
  );
  // It may have been its text alone, or a share that was taken away again.
  if (shares.length === 0) return `live, which names version ${version} as before, was written to`;
  return `the traffic of live was shared anew, with ${shares.join(', ')} beside version ${version},`;
}

/** Whether the same shares of the traffic go to the same versions. */
export function isSameRouting(
  one: Readonly<Record<string, number>> = {},
  other: Readonly<Record<string, number>> = {},
): boolean {
  const versions = Object.keys({ ...one, ...other });
  return versions.every((version) => one[version] === other[version]);
}
