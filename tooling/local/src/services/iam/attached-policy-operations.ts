import type {
  AttachRolePolicyRequest,
  DetachRolePolicyRequest,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { invalidInput, limitExceeded, noSuchEntity } from './iam-errors.ts';
import { iamPage } from './iam-paging.ts';
import { requireRole, saveRole, type IamStore } from './iam-store.ts';
import { isAwsManaged, parsePolicyArn } from './policy-arn.ts';

const maxAttachedPolicies = 10;

export function attachedPolicyOperations(store: IamStore) {
  const AttachRolePolicy: Operation<AttachRolePolicyRequest> = async (input) => {
    const { RoleName = '', PolicyArn = '' } = input;
    const role = requireRole(store, RoleName);
    if (parsePolicyArn(PolicyArn) === undefined) {
      throw invalidInput(`ARN ${PolicyArn} is not valid.`);
    }
    // Which policies AWS itself keeps is not known here: all of them may be attached.
    if (!isAwsManaged(PolicyArn) && store.policies.get(PolicyArn) === undefined) {
      throw noSuchEntity(`Policy ${PolicyArn} does not exist or is not attachable.`);
    }
    const attachedPolicies = [...new Set([...role.attachedPolicies, PolicyArn])];
    if (attachedPolicies.length > maxAttachedPolicies) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${maxAttachedPolicies}`);
    }
    await saveRole(store, { ...role, attachedPolicies });
  };

  const DetachRolePolicy: Operation<DetachRolePolicyRequest> = async (input) => {
    const { RoleName = '', PolicyArn = '' } = input;
    const role = requireRole(store, RoleName);
    if (!role.attachedPolicies.includes(PolicyArn)) {
      throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    }
    const attachedPolicies = role.attachedPolicies.filter((arn) => arn !== PolicyArn);
    await saveRole(store, { ...role, attachedPolicies });
  };

  const ListAttachedRolePolicies: Operation<
    ListAttachedRolePoliciesRequest,
    ListAttachedRolePoliciesResponse
  > = async (input) => {
    const { RoleName = '', PathPrefix = '/' } = input;
    const arns = [...requireRole(store, RoleName).attachedPolicies].sort();
    const { items, paging } = iamPage(
      arns.filter((arn) => parsePolicyArn(arn)?.path.startsWith(PathPrefix)),
      (arn) => arn,
      input,
    );
    return Promise.resolve({
      AttachedPolicies: items.map((PolicyArn) => ({
        PolicyArn,
        PolicyName: parsePolicyArn(PolicyArn)?.name,
      })),
      ...paging,
    });
  };

  return { AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies };
}
