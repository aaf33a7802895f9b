import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  Policy,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { checkIdentityPolicy } from './check-policy.ts';
import type { ManagedPolicyDocument } from './iam-documents.ts';
import { alreadyExists, deleteConflict } from './iam-errors.ts';
import { iamPage } from './iam-paging.ts';
import { uniqueId, type IamStore } from './iam-store.ts';
import { readTags, showTags } from './iam-tags.ts';
import { checkPolicySize } from './check-policy-size.ts';
import { versionId, versionsOf } from './policy-versions.ts';
import { awsManagedUnknown, requirePolicy } from './require-policy.ts';

export function managedPolicyOperations(store: IamStore) {
  const attachments = (arn: string) =>
    store.roles.list().filter(([, role]) => role.attachedPolicies.includes(arn)).length;

  const CreatePolicy: Operation<CreatePolicyRequest, CreatePolicyResponse> = async (
    input,
    context,
  ) => {
    const { PolicyName = '', Path = '/', PolicyDocument = '' } = input;
    checkIdentityPolicy(PolicyDocument);
    checkPolicySize(PolicyDocument);
    const taken = store.policies
      .list()
      .some(([, { policyName }]) => policyName.toLowerCase() === PolicyName.toLowerCase());
    if (taken) {
      throw alreadyExists(
        `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
      );
    }
    const policy: ManagedPolicyDocument = {
      policyName: PolicyName,
      path: Path,
      policyId: uniqueId('ANPA'),
      arn: `arn:aws:iam::${context.accountId}:policy${Path}${PolicyName}`,
      createdAt: context.now().getTime(),
      description: input.Description,
      document: PolicyDocument,
      tags: readTags(input.Tags),
    };
    await store.policies.put(policy.arn, policy);
    return { Policy: showListedPolicy(policy, 0) };
  };

  const GetPolicy: Operation<GetPolicyRequest, GetPolicyResponse> = async ({ PolicyArn = '' }) => {
    const policy = requirePolicy(store, PolicyArn);
    return Promise.resolve({
      Policy: {
        ...showListedPolicy(policy, attachments(PolicyArn)),
        Description: policy.description,
        Tags: showTags(policy.tags),
      },
    });
  };

  const DeletePolicy: Operation<DeletePolicyRequest> = async ({ PolicyArn = '' }) => {
    const policy = requirePolicy(store, PolicyArn);
    if (attachments(PolicyArn) > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (versionsOf(policy).all.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    await store.policies.delete(PolicyArn);
  };

  const ListPolicies: Operation<ListPoliciesRequest, ListPoliciesResponse> = async (input) => {
    const { Scope = 'All', OnlyAttached = false, PathPrefix = '/' } = input;
    if (Scope === 'AWS') throw awsManagedUnknown();
    const policies = store.policies
      .list()
      .map(([, policy]) => ({ policy, attached: attachments(policy.arn) }))
      .filter(({ policy }) => policy.path.startsWith(PathPrefix))
      .filter(({ attached }) => !OnlyAttached || attached > 0);
    const { items, paging } = iamPage(policies, ({ policy }) => policy.arn, input);
    return Promise.resolve({
      Policies: items.map(({ policy, attached }) => showListedPolicy(policy, attached)),
      ...paging,
    });
  };

  return {
    CreatePolicy,
    GetPolicy,
    DeletePolicy,
    ListPolicies,
  };
}

function showListedPolicy(policy: ManagedPolicyDocument, attached: number): Policy {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: versionId(versionsOf(policy).default),
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(versionsOf(policy).all.at(-1)?.createdAt ?? policy.createdAt),
  };
}
