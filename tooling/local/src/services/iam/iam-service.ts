import type { Service } from '../../service.ts';
import { attachedPolicyOperations } from './attached-policy-operations.ts';
import { iamConstraints } from './iam-constraints.ts';
import type { IamStore } from './iam-store.ts';
import { inlinePolicyOperations } from './inline-policy-operations.ts';
import { managedPolicyOperations } from './managed-policy-operations.ts';
import { oidcProviderOperations } from './oidc-provider-operations.ts';
import { policyVersionOperations } from './policy-version-operations.ts';
import { roleOperations } from './role-operations.ts';
import { roleTagOperations } from './role-tag-operations.ts';

/** Roles, their policies, and whose tokens are taken for them. The gateway asks the policies, where it is told to. */
export function createIamService({ store }: { readonly store: IamStore }): Service {
  return {
    name: 'iam',
    protocol: 'awsQuery',
    loadClient: () => import('@aws-sdk/client-iam'),
    constraints: iamConstraints,
    operations: {
      ...roleOperations(store),
      ...roleTagOperations(store),
      ...inlinePolicyOperations(store),
      ...attachedPolicyOperations(store),
      ...managedPolicyOperations(store),
      ...policyVersionOperations(store),
      ...oidcProviderOperations(store),
    },
    refused: { ListPolicies: ['PolicyUsageFilter'] },
    partly: {
      CreateRole:
        'policies are asked by Lambda, for what a VPC and a dead-letter target need, and with --enforce-iam of whoever assumed the role; the boundary need not exist; a service principal needs the form of one, whether there is such a service is not known',
      PutRolePermissionsBoundary: 'the policy need not exist',
      DeleteRolePermissionsBoundary:
        'a role without a boundary is left as it is, and that is no error',
      GetRole: 'RoleLastUsed is always empty',
      AttachRolePolicy:
        "every arn:aws:iam::aws:policy/… is taken to exist, AWS's list is not known",
      GetPolicy: "customer-managed policies only; AWS's own answer 501",
      GetPolicyVersion: "customer-managed policies only; AWS's own answer 501",
      ListPolicyVersions: "customer-managed policies only; AWS's own answer 501",
      ListPolicies: 'customer-managed policies only; Scope AWS answers 501',
    },
  };
}
