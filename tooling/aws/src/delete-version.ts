import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import type { DeletedVersion } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';

/**
 * Deletes a published version; one that is gone is deleted already. AWS keeps what an alias names,
 * also as the smaller part of its traffic: that is the guard against whoever moved one meanwhile.
 */
export async function deleteVersion(
  { lambda }: AwsClients,
  functionName: string,
  version: string,
): Promise<DeletedVersion> {
  // Without a qualifier, or with $LATEST, the request would mean something else.
  if (!/^[1-9]\d*$/.test(version)) throw new Error(`${version} is no number of a version`);
  try {
    await lambda.send(
      new DeleteFunctionCommand({ FunctionName: functionName, Qualifier: version }),
    );
    return 'deleted';
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return 'deleted';
    if (isAwsError(error, 'ResourceConflictException')) return 'in-use';
    throw error;
  }
}
