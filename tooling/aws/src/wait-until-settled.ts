import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { UserError } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { getFunction } from './read-functions.ts';

// Updates of zip functions take one to a few seconds; GetFunction has 100 requests a second.
const pollMs = 1000;
const patienceMs = 5 * 60_000;

function isSettled({ State, LastUpdateStatus }: FunctionConfiguration): boolean {
  return State !== 'Pending' && LastUpdateStatus !== 'InProgress';
}

/**
 * Polls GetFunction until creation or update are over, however they ended. The configuration that it
 * returns has the RevisionId to go on with: every step changes it, also the end of an update.
 *
 * @param qualifier - a version; $LATEST when left out
 */
export async function waitUntilSettled(
  clients: AwsClients,
  functionName: string,
  qualifier?: string,
): Promise<FunctionConfiguration> {
  const { clock } = clients;
  const deadline = clock.now() + patienceMs;
  for (;;) {
    const configuration = (await getFunction(clients, functionName, qualifier))?.Configuration;
    if (configuration === undefined) {
      throw new UserError('REMOTE_MOVED', `${functionName} was deleted while it was deployed`);
    }
    if (isSettled(configuration)) return configuration;
    if (clock.now() > deadline) {
      const { State, LastUpdateStatus } = configuration;
      const message = `${functionName} has not settled after ${patienceMs / 60_000} minutes: State ${State ?? 'unknown'}, LastUpdateStatus ${LastUpdateStatus ?? 'unknown'}`;
      throw new UserError('FUNCTION_FAILED', message, { subject: functionName });
    }
    await clock.sleep(pollMs);
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
  qualifier?: string,
): Promise<FunctionConfiguration> {
  const configuration = await waitUntilSettled(clients, functionName, qualifier);
  checkOutcome(functionName, configuration);
  return configuration;
}

function checkOutcome(functionName: string, configuration: FunctionConfiguration): void {
  const { State, StateReason, StateReasonCode } = configuration;
  const { LastUpdateStatus, LastUpdateStatusReason, LastUpdateStatusReasonCode } = configuration;
  const reason =
    State === 'Failed'
      ? `is Failed: ${StateReasonCode ?? ''} ${StateReason ?? ''}`
      : LastUpdateStatus === 'Failed'
        ? `could not be updated: ${LastUpdateStatusReasonCode ?? ''} ${LastUpdateStatusReason ?? ''}`
        : undefined;
  if (reason === undefined) return;
  throw new UserError('FUNCTION_FAILED', `${functionName} ${reason.trimEnd()}`, {
    subject: functionName,
  });
}
