import { invalidParameter } from '../lambda-errors.ts';
import type { RoleDirectory } from '../../iam/role-directory.ts';

/** A role that does not exist and one that does not trust Lambda are the same to AWS. */
export async function checkRole(roles: RoleDirectory, roleArn: string): Promise<void> {
  if (await roles.canBeAssumedBy(roleArn, 'lambda.amazonaws.com')) return;
  throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
}
