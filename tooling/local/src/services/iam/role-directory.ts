import type { Collection } from '../../state/state.ts';
import { allows, type Request } from './allows.ts';
import type { ManagedPolicyDocument, RoleDocument } from './iam-documents.ts';
import { everything, managedPolicies } from './managed-policies.ts';
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
  /**
   * Whether the role's policies, within its boundary, allow a request. A policy of AWS that is not
   * known here is taken to allow everything.
   */
  allows(roleArn: string, request: Request): Promise<boolean>;
}

export interface RoleDirectoryOptions {
  readonly roles: Collection<RoleDocument>;
  /** The customer-managed policies, by their ARN. */
  readonly policies: Collection<ManagedPolicyDocument>;
  readonly now: () => Date;
  /** As in AWS, a role can only be assumed some time after it was made or its trust changed. */
  readonly settleMs: number;
}

export function createRoleDirectory(options: RoleDirectoryOptions): RoleDirectory {
  const { roles, policies, now, settleMs } = options;
  const find = (roleArn: string) => roles.get(roleKey(roleArn.split('/').at(-1) ?? ''));
  const documentOf = (policyArn: string) =>
    policies.get(policyArn)?.document ?? managedPolicies[policyArn] ?? everything;
  return {
    canBeAssumedBy(roleArn, principal) {
      const role = find(roleArn);
      const usable =
        role?.arn === roleArn &&
        now().getTime() - role.trustedAt >= settleMs &&
        trusts(role.assumeRolePolicyDocument, principal);
      return Promise.resolve(usable);
    },
    allows(roleArn, request) {
      const role = find(roleArn);
      if (role?.arn !== roleArn) return Promise.resolve(false);
      const own = [...Object.values(role.inlinePolicies), ...role.attachedPolicies.map(documentOf)];
      const boundary = role.permissionsBoundary;
      return Promise.resolve(
        allows(own, request) && (boundary === undefined || allows([documentOf(boundary)], request)),
      );
    },
  };
}
