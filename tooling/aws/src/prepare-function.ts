import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import { isOwnedBy, UserError, type PreparedVersion } from '@tooling/core';
import { createFunction } from './create-function.ts';
import { ensureExecutionRole, type EnsuredRole } from './execution-role.ts';
import { publishChange, type Found, type Preparation } from './publish-change.ts';
import { readAliasBefore } from './read-alias.ts';
import { getFunction, tagsOf } from './read-functions.ts';
import { isAwsError } from './translate-error.ts';
import { readLatest } from './wait-until-settled.ts';

/** @throws UserError FUNCTION_NOT_OURS */
async function readOwned({ clients, change }: Preparation): Promise<Found | undefined> {
  const { functionName, ownership } = change;
  const output = await getFunction(clients, functionName);
  if (output?.Configuration === undefined) return undefined;
  if (isOwnedBy(tagsOf(functionName, output), ownership)) {
    return { latest: output.Configuration, sourceKmsKeyArn: output.Code?.SourceKMSKeyArn };
  }
  throw new UserError('FUNCTION_NOT_OURS', `${functionName} was made by somebody else meanwhile`, {
    subject: functionName,
  });
}

/** $LATEST, if it is there: a function whose creation failed is deleted to be made again. */
async function findLatest(preparation: Preparation): Promise<Found | undefined> {
  const { clients, change } = preparation;
  const found = await readOwned(preparation);
  if (found?.latest.State !== 'Failed' || change.liveVersion !== undefined) return found;
  try {
    await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: change.functionName }));
  } catch (error) {
    // Gone already: the answer to our own first request was lost.
    if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
  }
  return undefined;
}

/** The role that the configuration names, or else the one that is made. */
async function roleOf({ clients, change, onStep }: Preparation): Promise<EnsuredRole> {
  const { executionRole, settings } = change;
  if (executionRole === undefined) return { arn: settings.role ?? '', isFresh: false };
  onStep('role');
  return ensureExecutionRole(clients, change, executionRole, { keepsOthers: false });
}

async function create(preparation: Preparation): Promise<Found> {
  const { clients, change, zip, onStep } = preparation;
  const role = await roleOf(preparation);
  onStep('create');
  const options = { role: role.arn, roleIsFresh: role.isFresh, zip };
  const created = await createFunction(clients, change, options);
  const { sourceKmsKeyArn } = change.settings;
  if (created !== undefined) return { latest: created, role, sourceKmsKeyArn };
  // It exists by now: our own first request did it, and what differs is updated like ever; or it is
  // somebody else's.
  const found = await readOwned(preparation);
  return found ?? { latest: await readLatest(clients, change.functionName) };
}

/**
 * Everything about one function that touches only $LATEST, then a published version that is Active.
 * Safe to repeat after any failure: it compares before it writes, and publishing unchanged code
 * returns the same version.
 */
export async function prepareFunction(preparation: Preparation): Promise<PreparedVersion> {
  const { clients, memory, change } = preparation;
  const { functionName, liveVersion } = change;
  const found = (await findLatest(preparation)) ?? (await create(preparation));
  const version = await publishChange(preparation, found);
  // Without `live` there is no RevisionId to get: CreateAlias itself refuses when there is one by then.
  if (liveVersion === undefined) return { functionName, version };
  return readAliasBefore(clients, memory, { version, liveVersion }, change);
}
