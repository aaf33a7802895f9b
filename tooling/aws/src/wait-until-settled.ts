import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { UserError } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { getFunction } from './read-functions.ts';

// GetFunction has 100 requests a second to itself. Asking again after a fifth of the time that it has
// taken costs a fifth more of it at most, and few requests where it takes long.
const firstPollMs = 200;
const longestPollMs = 1000;
const pollShare = 0.2;
const patienceMs = 5 * 60_000;

function isSettled({ State, LastUpdateStatus }: FunctionConfiguration): boolean {
  return State !== 'Pending' && LastUpdateStatus !== 'InProgress';
}

/** @throws UserError REMOTE_MOVED when it is not there */
export async function readLatest(
  clients: AwsClients,
  functionName: string,
  qualifier?: string,
): Promise<FunctionConfiguration> {
  const configuration = (await getFunction(clients, functionName, qualifier))?.Configuration;
  if (configuration !== undefined) return configuration;
  throw new UserError('REMOTE_MOVED', `${functionName} was deleted while it was deployed`);
}

/**
 * Polls GetFunction until creation or update are over, however they ended. The configuration that it
 * returns has the RevisionId to go on with: every step changes it, also the end of an update.
 *
 * @param answer - what AWS said last: nothing is asked while that is settled
 * @param qualifier - a version; $LATEST when left out
 */
export async function waitUntilSettled(
  clients: AwsClients,
  functionName: string,
  answer: FunctionConfiguration,
  qualifier?: string,
): Promise<FunctionConfiguration> {
  if (isSettled(answer)) return answer;
  return clients.waits.during({ reason: 'update' }, () => poll(clients, functionName, qualifier));
}

async function poll(
  clients: AwsClients,
  functionName: string,
  qualifier: string | undefined,
): Promise<FunctionConfiguration> {
  const { clock } = clients;
  const startedMs = clock.now();
  for (;;) {
    const configuration = await readLatest(clients, functionName, qualifier);
    if (isSettled(configuration)) return configuration;
    const elapsedMs = clock.now() - startedMs;
    if (elapsedMs > patienceMs) {
      const { State, LastUpdateStatus } = configuration;
      const message = `${functionName} has not settled after ${patienceMs / 60_000} minutes: State ${State ?? 'unknown'}, LastUpdateStatus ${LastUpdateStatus ?? 'unknown'}`;
      throw new UserError('FUNCTION_FAILED', message, { subject: functionName });
    }
    await clock.sleep(Math.min(longestPollMs, Math.max(firstPollMs, elapsedMs * pollShare)));
  }
}

/**
 * The same, for what must have ended well.
 *
 * @throws UserError FUNCTION_FAILED with AWS's reason
 */
export async function waitUntilSucceeded(
  clients: AwsClients,
  functionName: string,
  answer: FunctionConfiguration,
  qualifier?: string,
): Promise<FunctionConfiguration> {
  const configuration = await waitUntilSettled(clients, functionName, answer, qualifier);
  checkOutcome(functionName, configuration);
  return configuration;
}

function checkOutcome(functionName: string, configuration: FunctionConfiguration): void {
  checkState(functionName, configuration);
  const { LastUpdateStatus, LastUpdateStatusReason, LastUpdateStatusReasonCode } = configuration;
  if (LastUpdateStatus !== 'Failed') return;
  throw failed(functionName, 'could not be updated', [
    LastUpdateStatusReasonCode,
    LastUpdateStatusReason,
  ]);
}

/** @throws UserError FUNCTION_FAILED when its creation ended badly, with AWS's reason */
export function checkState(
  functionName: string,
  { State, StateReason, StateReasonCode }: FunctionConfiguration,
): void {
  if (State === 'Failed') throw failed(functionName, 'is Failed', [StateReasonCode, StateReason]);
}

function failed(
  functionName: string,
  what: string,
  reasons: readonly (string | undefined)[],
): UserError {
  const reason = reasons.filter((one) => one !== undefined && one !== '').join(' ');
  const message = `${functionName} ${what}${reason === '' ? '' : `: ${reason}`}`;
  return new UserError('FUNCTION_FAILED', message, { subject: functionName });
}
