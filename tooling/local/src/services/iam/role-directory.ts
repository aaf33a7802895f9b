import type { Collection } from '../../state/state.ts';
import type { RoleDocument } from './iam-documents.ts';
import { roleKey } from './iam-store.ts';
import { trusts } from './trust-policy.ts';

/** What other services ask of IAM. */
export interface RoleDirectory {
  /**
   * Whether the role exists in this account and its trust policy names the service.
   *
   * @param principal - `lambda.amazonaws.com`
   */
  canBeAssumedBy(roleArn: string, principal: string): Promise<boolean>;
}

export interface RoleDirectoryOptions {
  readonly roles: Collection<RoleDocument>;
  readonly now: () => Date;
  /** As in AWS, a role can only be assumed some time after it was made or its trust changed. */
  readonly settleMs: number;
}

export function createRoleDirectory({ roles, now, settleMs }: RoleDirectoryOptions): RoleDirectory {
  return {
    canBeAssumedBy(roleArn, principal) {
      const role = roles.get(roleKey(roleArn.split('/').at(-1) ?? ''));
      const usable =
        role?.arn === roleArn &&
        now().getTime() - role.trustedAt >= settleMs &&
        trusts(role.assumeRolePolicyDocument, principal);
      return Promise.resolve(usable);
    },
  };
}
