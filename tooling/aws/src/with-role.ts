import { UserError } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { answered, isAwsError } from './translate-error.ts';

// Seen to last 5 to 20 seconds: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
const propagationDelaysMs = [500, 1000, 2000, 3000, 4000, 5000, 5000, 5000];

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
  /** Whether this run made the role, or wrote its policy: only then is anything waited out. */
  readonly roleIsFresh: boolean;
}

/**
 * Sends something for which Lambda uses the execution role.
 *
 * @throws UserError ROLE_UNUSABLE when Lambda cannot assume it
 */
export async function withRole<Output>(
  { clock, waits }: AwsClients,
  { functionName, roleArn, roleIsFresh }: UsedRole,
  send: () => Promise<Output>,
): Promise<Output> {
  const delays = roleIsFresh ? propagationDelaysMs : [];
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const delayMs = delays[attempt];
      if (delayMs !== undefined && says(error, passing)) {
        await waits.during({ reason: 'role' }, () => clock.sleep(delayMs));
      } else if (says(error, [unassumable])) {
        const message = `${functionName}: Lambda cannot assume the role ${roleArn}`;
        throw new UserError('ROLE_UNUSABLE', `${message}${answered(error)}`, {
          subject: functionName,
          cause: error,
        });
      } else throw error;
    }
  }
}
