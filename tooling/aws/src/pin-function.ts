import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-lambda';
import { formatPin, pinOf, pinTagKey, UserError, type Pin } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { getFunction, tagsOf } from './read-functions.ts';
import { isAwsError } from './translate-error.ts';
import { readLatest, waitUntilSettled } from './wait-until-settled.ts';

// An update of somebody else's may be under way, and one more may follow it.
const attempts = 5;

/** Tags are refused while an update of the function is under way: it is waited out. */
async function whenSettled(
  clients: AwsClients,
  functionName: string,
  send: () => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send();
      return;
    } catch (error) {
      if (!isAwsError(error, 'ResourceConflictException') || attempt === attempts) throw error;
      await waitUntilSettled(clients, functionName, await readLatest(clients, functionName));
    }
  }
}

/** The function's ARN without a qualifier, as tags want it, and its pin. */
async function readPin(
  clients: AwsClients,
  functionName: string,
): Promise<{ readonly arn: string | undefined; readonly pin: Pin | undefined }> {
  const output = await getFunction(clients, functionName);
  if (output === undefined) {
    throw new UserError('REMOTE_MOVED', `${functionName} was deleted meanwhile`, {
      subject: functionName,
    });
  }
  return { arn: output.Configuration?.FunctionArn, pin: pinOf(tagsOf(functionName, output)) };
}

/** Remembers what is not to be deployed again; a pin that is there is replaced. */
export async function pinFunction(
  clients: AwsClients,
  functionName: string,
  pin: Pin,
): Promise<void> {
  const { arn, pin: before } = await readPin(clients, functionName);
  if (before !== undefined && formatPin(before) === formatPin(pin)) return;
  await whenSettled(clients, functionName, () =>
    clients.lambda.send(
      new TagResourceCommand({ Resource: arn, Tags: { [pinTagKey]: formatPin(pin) } }),
    ),
  );
}

/**
 * Removes the pin on a version. Another one, which somebody set since, stays.
 *
 * @returns whether it was there
 */
export async function unpinFunction(
  clients: AwsClients,
  functionName: string,
  version: string,
): Promise<boolean> {
  const { arn, pin } = await readPin(clients, functionName);
  if (pin?.version !== version) return false;
  await whenSettled(clients, functionName, () =>
    clients.lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: [pinTagKey] })),
  );
  return true;
}
