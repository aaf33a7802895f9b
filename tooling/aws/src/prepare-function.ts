import {
  DeleteFunctionCommand,
  PublishVersionCommand,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import {
  formatProvenance,
  isOwnedBy,
  roleNameOf,
  UserError,
  type FunctionChange,
  type PreparedVersion,
  type PrepareStep,
} from '@tooling/core';
import { getLiveAlias, weightsOf } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { createFunction } from './create-function.ts';
import { ensureExecutionRole } from './execution-role.ts';
import { getFunction, tagsOf } from './read-functions.ts';
import { isAwsError } from './translate-error.ts';
import { updateCode, updateConfiguration } from './update-function.ts';
import { waitUntilSettled, waitUntilSucceeded } from './wait-until-settled.ts';

interface Preparation {
  readonly clients: AwsClients;
  readonly change: FunctionChange;
  readonly zip: Uint8Array;
  readonly rolePath: string;
  readonly onStep: (step: PrepareStep) => void;
}

/** @throws UserError FUNCTION_NOT_OURS */
async function readOwned({
  clients,
  change,
}: Preparation): Promise<FunctionConfiguration | undefined> {
  const { functionName, ownership } = change;
  const output = await getFunction(clients, functionName);
  if (output === undefined) return undefined;
  if (isOwnedBy(tagsOf(functionName, output), ownership)) return output.Configuration;
  throw new UserError('FUNCTION_NOT_OURS', `${functionName} was made by somebody else meanwhile`, {
    subject: functionName,
  });
}

/** Whether $LATEST is there: a function whose creation failed is deleted to be made again. */
async function hasLatest(preparation: Preparation): Promise<boolean> {
  const { clients, change } = preparation;
  const latest = await readOwned(preparation);
  if (latest === undefined) return false;
  if (latest.State !== 'Failed' || change.liveVersion !== undefined) return true;
  try {
    await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: change.functionName }));
  } catch (error) {
    // Gone already: the answer to our own first request was lost.
    if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
  }
  return false;
}

async function create(preparation: Preparation): Promise<void> {
  const { clients, change, zip, rolePath, onStep } = preparation;
  const { role } = change.settings;
  if (role === undefined) onStep('role');
  const roleArn = role ?? (await ensureExecutionRole(clients, change, rolePath));
  onStep('create');
  const options = { role: roleArn, roleIsFresh: role === undefined, zip };
  const isNew = await createFunction(clients, change, options);
  // It exists by now: our own first request did it, and what differs is updated like ever; or it is
  // somebody else's.
  if (!isNew) await readOwned(preparation);
}

/**
 * Whether a role of ours has yet to be allowed to trace. It is never forbidden again: versions that
 * trace may serve now, or be put back.
 */
function needsTracing(
  { clients, change, rolePath }: Preparation,
  { Role: role, TracingConfig: tracing }: FunctionConfiguration,
): boolean {
  const { functionName, settings } = change;
  if (settings.role !== undefined || settings.tracing !== 'Active') return false;
  const ours = `:role${rolePath}${roleNameOf(functionName, clients.region)}`;
  return tracing?.Mode !== 'Active' && (role ?? '').endsWith(ours);
}

/**
 * Brings $LATEST to what is wanted, waiting after each write. How the last update of whoever ended
 * does not matter: a failed one is followed by the same again.
 */
async function update(preparation: Preparation): Promise<FunctionConfiguration> {
  const { clients, change, zip, onStep } = preparation;
  const { functionName } = change;
  let latest = await waitUntilSettled(clients, functionName);
  const roleIsFresh = needsTracing(preparation, latest);
  if (roleIsFresh) {
    onStep('role');
    await ensureExecutionRole(clients, change, preparation.rolePath);
  }
  if (await updateConfiguration(clients, latest, change, roleIsFresh)) {
    onStep('configure');
    latest = await waitUntilSucceeded(clients, functionName);
  }
  if (await updateCode(clients, latest, change, zip)) {
    onStep('upload');
    latest = await waitUntilSucceeded(clients, functionName);
  }
  return latest;
}

async function publish(
  { clients, change, onStep }: Preparation,
  latest: FunctionConfiguration,
): Promise<string> {
  onStep('publish');
  const { Version: version = '' } = await clients.lambda.send(
    new PublishVersionCommand({
      FunctionName: change.functionName,
      CodeSha256: change.artifact.digest,
      RevisionId: latest.RevisionId,
      Description: formatProvenance(change.provenance),
    }),
  );
  await waitUntilSucceeded(clients, change.functionName, version);
  return version;
}

/** A guard of AWS refused a write: somebody changed $LATEST, or an answer of ours was lost. */
const isOvertaken = (error: unknown): boolean =>
  isAwsError(error, 'PreconditionFailedException', 'ResourceConflictException') ||
  (isAwsError(error, 'InvalidParameterValueException') && error.message.startsWith('CodeSHA256 ('));

// Each of the three writes may lose its answer once, and somebody else may come between once.
const attempts = 5;

/**
 * Reading again and comparing tells which it was: with nothing left to update, only publishing is
 * repeated, and that returns the version that is there.
 */
async function updateAndPublish(preparation: Preparation): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await publish(preparation, await update(preparation));
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      if (attempt < attempts) continue;
      const { functionName } = preparation.change;
      throw new UserError('REMOTE_MOVED', `${functionName} is being changed by somebody else`, {
        subject: functionName,
        cause: error,
      });
    }
  }
}

/**
 * Everything about one function that touches only $LATEST, then a published version that is Active.
 * Safe to repeat after any failure: it compares before it writes, and publishing unchanged code
 * returns the same version.
 */
export async function prepareFunction(preparation: Preparation): Promise<PreparedVersion> {
  const { clients, change } = preparation;
  const { functionName, liveVersion } = change;
  if (!(await hasLatest(preparation))) await create(preparation);
  const version = await updateAndPublish(preparation);
  // Without `live` there is no RevisionId to get: CreateAlias itself refuses when there is one by then.
  if (liveVersion === undefined) return { functionName, version };
  const alias = await getLiveAlias(clients, functionName);
  if (alias?.FunctionVersion !== liveVersion) {
    throw new UserError(
      'REMOTE_MOVED',
      `${functionName}: live was version ${liveVersion} when the plan was made and is ${alias?.FunctionVersion ?? '(deleted)'} now`,
      { subject: functionName },
    );
  }
  return {
    functionName,
    version,
    liveVersion,
    aliasRevisionId: alias.RevisionId,
    additionalVersionWeights: weightsOf(alias),
  };
}
