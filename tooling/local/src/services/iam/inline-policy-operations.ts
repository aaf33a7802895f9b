import type {
  DeleteRolePolicyRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
  PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { checkIdentityPolicy } from './check-policy.ts';
import { limitExceeded, noSuchEntity } from './iam-errors.ts';
import { iamPage } from './iam-paging.ts';
import { requireRole, saveRole, type IamStore } from './iam-store.ts';

/** Of all inline policies of a role together, white space not counted. */
const maxInlineCharacters = 10_240;

export function inlinePolicyOperations(store: IamStore) {
  const PutRolePolicy: Operation<PutRolePolicyRequest> = async (input) => {
    const { RoleName = '', PolicyName = '', PolicyDocument = '' } = input;
    const role = requireRole(store, RoleName);
    checkIdentityPolicy(PolicyDocument);
    const inlinePolicies = { ...role.inlinePolicies, [PolicyName]: PolicyDocument };
    const size = Object.values(inlinePolicies).join('').replaceAll(/\s/g, '').length;
    if (size > maxInlineCharacters) {
      throw limitExceeded(
        `Maximum policy size of ${maxInlineCharacters} bytes exceeded for role ${RoleName}`,
      );
    }
    await saveRole(store, { ...role, inlinePolicies });
  };

  const GetRolePolicy: Operation<GetRolePolicyRequest, GetRolePolicyResponse> = async (input) => {
    const { RoleName = '', PolicyName = '' } = input;
    const role = requireRole(store, RoleName);
    const document = role.inlinePolicies[PolicyName];
    if (document === undefined) throw noPolicy(PolicyName);
    return Promise.resolve({
      RoleName: role.roleName,
      PolicyName,
      PolicyDocument: encodeURIComponent(document),
    });
  };

  const DeleteRolePolicy: Operation<DeleteRolePolicyRequest> = async (input) => {
    const { RoleName = '', PolicyName = '' } = input;
    const role = requireRole(store, RoleName);
    const { [PolicyName]: deleted, ...inlinePolicies } = role.inlinePolicies;
    if (deleted === undefined) throw noPolicy(PolicyName);
    await saveRole(store, { ...role, inlinePolicies });
  };

  const ListRolePolicies: Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> = async (
    input,
  ) => {
    const names = Object.keys(requireRole(store, input.RoleName ?? '').inlinePolicies).sort();
    const { items, paging } = iamPage(names, (name) => name, input);
    return Promise.resolve({ PolicyNames: [...items], ...paging });
  };

  return { PutRolePolicy, GetRolePolicy, DeleteRolePolicy, ListRolePolicies };
}

function noPolicy(policyName: string) {
  return noSuchEntity(`The role policy with name ${policyName} cannot be found.`);
}
