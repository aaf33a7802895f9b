import type { Collection } from '../../state/state.ts';
import type { RoleDocument } from './iam-documents.ts';
import { trusts } from './trust-policy.ts';

/** What other services ask of IAM. */
export interface RoleDirectory {
  /** Whether the role exists in this account and its trust policy names the service. */
  canBeAssumedBy(roleArn: string, principal: string): Promise<boolean>;
}

export interface RoleDirectoryOptions {
  readonly roles: Collection<RoleDocument>;
  readonly now: () => Date;
  /** As in AWS, a role can only be assumed some time after it was made or trusted. */
  readonly settleMs: number;
}

export function createRoleDirectory({ roles, now, settleMs }: RoleDirectoryOptions): RoleDirectory {
  return {
    canBeAssumedBy(roleArn, principal) {
      const role = roles.list().find(([, { arn }]) => arn === roleArn)?.[1];
      const settled = role !== undefined && now().getTime() - role.trustedAt >= settleMs;
      return Promise.resolve(settled && trusts(role.assumeRolePolicyDocument, principal));
    },
  };
}
