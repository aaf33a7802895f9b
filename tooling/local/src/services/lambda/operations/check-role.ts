import { AwsError } from '../../../aws-error.ts';
import { invalidParameter } from '../lambda-errors.ts';
import type { RoleDirectory } from '../../iam/role-directory.ts';

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
