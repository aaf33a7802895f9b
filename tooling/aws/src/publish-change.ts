import { PublishVersionCommand, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import {
  descriptionHash,
  formatProvenance,
  isRoleOf,
  UserError,
  type FunctionChange,
  type PrepareStep,
  type Provenance,
} from '@tooling/core';
import type { AliasMemory } from './alias-memory.ts';
import type { AwsClients } from './clients.ts';
import { changesRole, ensureExecutionRole, type EnsuredRole } from './execution-role.ts';
import { manageRuntime } from './manage-runtime.ts';
import { answered, isAwsError } from './translate-error.ts';
import { updateCode, updateConfiguration } from './update-function.ts';
import {
  checkState,
  readLatest,
  waitUntilSettled,
  waitUntilSucceeded,
} from './wait-until-settled.ts';
import type { LentZip } from './with-zip.ts';

/** What it takes to prepare one function. */
export interface Preparation {
  readonly clients: AwsClients;
  readonly memory: AliasMemory;
  readonly change: FunctionChange;
  readonly zip: LentZip;
  readonly onStep: (step: PrepareStep) => void;
}

/**
 * The role of ours with what is allowed to it anew, before anything needs it; what is allowed to it
 * no more is taken from it once the new version serves.
 *
 * @returns undefined where there is nothing to change, or where the role is somebody else's
 */
async function widenRole(
  { clients, change, onStep }: Preparation,
  latest: FunctionConfiguration,
): Promise<EnsuredRole | undefined> {
  const { executionRole, liveVersion } = change;
  if (executionRole === undefined || !changesRole(change)) return undefined;
  if (!executionRole.isRequired && !isRoleOf(latest.Role ?? '', executionRole)) return undefined;
  onStep('role');
  const keepsOthers = liveVersion !== undefined;
  return ensureExecutionRole(clients, change, executionRole, { keepsOthers, latest });
}

/** A function before it is published. */
export interface Found {
  /** What AWS said of $LATEST last. */
  readonly latest: FunctionConfiguration;
  /** ARN of the customer's key that the zip of $LATEST is encrypted with, where it has one. */
  readonly sourceKmsKeyArn?: string | undefined;
  /** Its role, where this run has just made the function with it: there is nothing to widen. */
  readonly role?: EnsuredRole | undefined;
}

/**
 * Brings $LATEST to what is wanted, waiting after each write. How the last update of whoever ended
 * does not matter: a failed one is followed by the same again.
 */
async function update(
  preparation: Preparation,
  { latest: answer, role: madeRole, sourceKmsKeyArn }: Found,
): Promise<FunctionConfiguration> {
  const { clients, zip, onStep } = preparation;
  const { functionName } = preparation.change;
  let latest = await waitUntilSettled(clients, functionName, answer);
  // It was made just now: one that failed before was deleted.
  if (preparation.change.liveVersion === undefined) checkState(functionName, latest);
  const role = madeRole ?? (await widenRole(preparation, latest));
  const change = withRoleArn(preparation.change, role);
  const roleIsFresh = role?.isFresh ?? false;
  const configured = await updateConfiguration(clients, latest, change, roleIsFresh);
  if (configured !== undefined) {
    onStep('configure');
    latest = await waitUntilSucceeded(clients, functionName, configured);
  }
  const uploaded = await updateCode(clients, { latest, sourceKmsKeyArn }, change, zip);
  if (uploaded !== undefined) {
    onStep('upload');
    latest = await waitUntilSucceeded(clients, functionName, uploaded);
  }
  return latest;
}

/** A role that the function shall have whatever it has is among its settings from here on. */
function withRoleArn(change: FunctionChange, role: EnsuredRole | undefined): FunctionChange {
  if (role === undefined || change.executionRole?.isRequired !== true) return change;
  return { ...change, settings: { ...change.settings, role: role.arn } };
}

async function publish(
  { clients, change, onStep }: Preparation,
  latest: FunctionConfiguration,
): Promise<string> {
  onStep('publish');
  const published = await clients.lambda.send(
    new PublishVersionCommand({
      FunctionName: change.functionName,
      // Of an image nobody here knows the digest before AWS does.
      CodeSha256: change.artifact?.digest ?? latest.CodeSha256,
      RevisionId: latest.RevisionId,
      Description: formatProvenance(withText(change, latest)),
    }),
  );
  const { Version: version = '' } = published;
  await waitUntilSucceeded(clients, change.functionName, published, version);
  const { runtimeManagement } = change.attributes;
  if (runtimeManagement === undefined) return version;
  await manageRuntime(clients, { functionName: change.functionName, version }, runtimeManagement);
  const managed = await readLatest(clients, change.functionName, version);
  await waitUntilSucceeded(clients, change.functionName, managed, version);
  return version;
}

/** The function's own text may be one that nobody declares: then it is what is there. */
const withText = (
  { description, provenance }: FunctionChange,
  { Description: text = '' }: FunctionConfiguration,
): Provenance =>
  description === undefined ? { ...provenance, description: descriptionHash(text) } : provenance;

/** A guard of AWS refused a write: somebody changed $LATEST, or an answer of ours was lost. */
const isOvertaken = (error: unknown): boolean =>
  isAwsError(error, 'PreconditionFailedException', 'ResourceConflictException') ||
  (isAwsError(error, 'InvalidParameterValueException') && error.message.startsWith('CodeSHA256 ('));

// Each of the three writes may lose its answer once; the others are for somebody else who comes between.
const attempts = 10;
const longestPauseMs = 30_000;

/**
 * Two who keep taking $LATEST from each other would do so for ever at one pace: each waits for a time
 * by chance, which grows until it is long enough for the other to be done. The first refusal is more
 * likely an answer of our own that was lost.
 */
async function stepAside(
  { clock, waits }: AwsClients,
  { attempt, tookMs }: { readonly attempt: number; readonly tookMs: number },
): Promise<void> {
  if (attempt === 1) return;
  const pauseMs = Math.min(longestPauseMs, Math.random() * tookMs * 2 ** attempt);
  await waits.during({ reason: 'others' }, () => clock.sleep(pauseMs));
}

/**
 * Brings $LATEST to what is wanted, and publishes it. Where a guard refused a write, reading again
 * and comparing tells why: with nothing left to update, only publishing is repeated, and that
 * returns the version that is there.
 *
 * @returns the version, which is Active
 * @throws UserError REMOTE_MOVED when somebody else keeps changing $LATEST
 */
export async function publishChange(preparation: Preparation, found: Found): Promise<string> {
  const { clients, change } = preparation;
  let { latest } = found;
  for (let attempt = 1; ; attempt += 1) {
    const began = clients.clock.now();
    try {
      return await publish(preparation, await update(preparation, { ...found, latest }));
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      const { functionName } = change;
      if (attempt === attempts) {
        const message = `${functionName} is being changed by somebody else${answered(error)}`;
        throw new UserError('REMOTE_MOVED', message, {
          subject: functionName,
          cause: error,
        });
      }
      await stepAside(clients, { attempt, tookMs: clients.clock.now() - began });
      latest = await readLatest(clients, functionName);
    }
  }
}
