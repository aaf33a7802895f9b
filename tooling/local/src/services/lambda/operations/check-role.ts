import { AwsError } from '../../../aws-error.ts';
import { invalidParameter } from '../lambda-errors.ts';
import type { RoleDirectory } from '../../iam/role-directory.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';

/**
 * A role that does not exist and one that does not trust Lambda are the same to AWS.
 *
 * @throws AwsError
 */
export async function checkRole(
  roles: RoleDirectory,
  roleArn: string,
  accountId: string,
): Promise<void> {
  if (roleArn.split(':')[4] !== accountId) {
    throw new AwsError(403, 'AccessDeniedException', 'Cross-account pass role is not allowed.');
  }
  if (await roles.canBeAssumedBy(roleArn, 'lambda.amazonaws.com')) return;
  throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
}

/**
 * What the role must allow, so that Lambda can do in its name what the settings ask for.
 *
 * @throws AwsError as callers report it: https://github.com/aws/aws-sam-cli/issues/617 and
 *   https://github.com/elastic/beats/issues/13963
 */
export async function checkRolePermissions(
  roles: RoleDirectory,
  { role, vpc, deadLetterTargetArn }: FunctionSettings,
): Promise<void> {
  if (vpc !== undefined && vpc.subnetIds.length > 0) {
    for (const call of networkCalls) {
      if (await roles.allows(role, { action: `ec2:${call}` })) continue;
      throw notAllowed(`${call} on EC2`);
    }
  }
  const call = deadLetterCalls[deadLetterTargetArn?.split(':')[2] ?? ''];
  if (call === undefined) return;
  if (await roles.allows(role, { action: call.action, resource: deadLetterTargetArn })) return;
  throw notAllowed(call.words);
}

const networkCalls = [
  'CreateNetworkInterface',
  'DescribeNetworkInterfaces',
  'DeleteNetworkInterface',
];

const deadLetterCalls: Readonly<Record<string, { action: string; words: string }>> = {
  sqs: { action: 'sqs:SendMessage', words: 'SendMessage on SQS' },
  sns: { action: 'sns:Publish', words: 'Publish on SNS' },
};

function notAllowed(words: string) {
  return invalidParameter(`The provided execution role does not have permissions to call ${words}`);
}
