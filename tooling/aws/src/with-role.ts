import { UserError } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { answered, isAwsError } from './translate-error.ts';
import { untilSpread } from './until-spread.ts';

const unassumable = /cannot be assumed by Lambda/;

/**
 * What Lambda says while IAM still spreads a role or its policy: it cannot assume the role, cannot
 * grant it the use of the KMS key of the environment
 * (https://github.com/hashicorp/terraform-provider-aws/issues/4633), or does not see its policy yet
 * (https://github.com/serverless/serverless/issues/6931). All of them are also final answers.
 */
const passing = [
  unassumable,
  /KMS key is invalid for CreateGrant.*ARN does not refer to a valid principal/s,
  /execution role does not have permissions to call/,
];

const says = (error: unknown, patterns: readonly RegExp[]): boolean =>
  isAwsError(error, 'InvalidParameterValueException') &&
  patterns.some((pattern) => pattern.test(error.message));

interface UsedRole {
  readonly functionName: string;
  readonly roleArn: string;
  /** What is sent: whoever sends the same waits together. */
  readonly kind: string;
  /** Whether this run made the role, or wrote its policy: only then is anything waited out. */
  readonly roleIsFresh: boolean;
}

/**
 * Sends something for which Lambda uses the execution role.
 *
 * @throws UserError ROLE_UNUSABLE when Lambda cannot assume it
 */
export async function withRole<Output>(
  clients: AwsClients,
  { kind, functionName, roleArn, roleIsFresh }: UsedRole,
  send: () => Promise<Output>,
): Promise<Output> {
  const isPassing = (error: unknown) => says(error, passing);
  try {
    return await untilSpread(clients, { kind, isFresh: roleIsFresh, isPassing }, send);
  } catch (error) {
    if (!says(error, [unassumable])) throw error;
    const message = `${functionName}: Lambda cannot assume the role ${roleArn}`;
    throw new UserError('ROLE_UNUSABLE', `${message}${answered(error)}`, {
      subject: functionName,
      cause: error,
    });
  }
}
