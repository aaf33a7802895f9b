import { GetProvisionedConcurrencyConfigCommand } from '@aws-sdk/client-lambda';
import { UserError } from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';

// Environments take minutes to start, and each question counts against the quota of 15 a second.
const pollMs = 5000;
const patienceMs = 10 * 60_000;

/**
 * Waits until the environments of `live` are ready.
 *
 * @throws UserError FUNCTION_FAILED with AWS's reason, or when it takes too long
 */
export async function waitUntilProvisioned(
  { lambda, clock }: AwsClients,
  functionName: string,
): Promise<void> {
  const deadline = clock.now() + patienceMs;
  for (;;) {
    const { Status, StatusReason } = await lambda.send(
      new GetProvisionedConcurrencyConfigCommand({
        FunctionName: functionName,
        Qualifier: liveAlias,
      }),
    );
    if (Status === 'READY') return;
    if (Status === 'FAILED' || clock.now() > deadline) {
      throw new UserError(
        'FUNCTION_FAILED',
        `${functionName}: the provisioned concurrency of live is ${Status ?? 'unknown'}: ${StatusReason ?? `not ready after ${patienceMs / 60_000} minutes`}`,
        { subject: functionName },
      );
    }
    await clock.sleep(pollMs);
  }
}
