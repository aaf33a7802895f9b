import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  Policy,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../service.ts';
import { checkIdentityPolicy } from './check-policy.ts';
import type { ManagedPolicyDocument } from './iam-documents.ts';
import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from './iam-errors.ts';
import { iamPage } from './iam-paging.ts';
import { uniqueId, type IamStore } from './iam-store.ts';
import { readTags, showTags } from './iam-tags.ts';
import { isAwsManaged } from './policy-arn.ts';

/** White space not counted. */
const maxPolicyCharacters = 6144;

export function managedPolicyOperations(store: IamStore) {
  const attachments = (arn: string) =>
    store.roles.list().filter(([, role]) => role.attachedPolicies.includes(arn)).length;

  const CreatePolicy: Operation<CreatePolicyRequest, CreatePolicyResponse> = async (
    input,
    context,
  ) => {
    const { PolicyName = '', Path = '/', PolicyDocument = '' } = input;
    checkIdentityPolicy(PolicyDocument);
    if (PolicyDocument.replaceAll(/\s/g, '').length > maxPolicyCharacters) {
      throw limitExceeded(`Cannot exceed quota for PolicySize: ${maxPolicyCharacters}`);
    }
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
    requirePolicy(store, PolicyArn);
    if (attachments(PolicyArn) > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    await store.policies.delete(PolicyArn);
  };

  const GetPolicyVersion: Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> = async (
    input,
  ) => {
    const { PolicyArn = '', VersionId = '' } = input;
    const policy = requirePolicy(store, PolicyArn);
    if (VersionId !== onlyVersion) {
      throw noSuchEntity(
        `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
      );
    }
    const Document = encodeURIComponent(policy.document);
    return Promise.resolve({ PolicyVersion: { ...showVersion(policy), Document } });
  };

  const ListPolicyVersions: Operation<
    ListPolicyVersionsRequest,
    ListPolicyVersionsResponse
  > = async ({ PolicyArn = '' }) =>
    Promise.resolve({
      Versions: [showVersion(requirePolicy(store, PolicyArn))],
      IsTruncated: false,
    });

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
    GetPolicyVersion,
    ListPolicyVersions,
    ListPolicies,
  };
}

const onlyVersion = 'v1';

function requirePolicy({ policies }: IamStore, arn: string): ManagedPolicyDocument {
  const policy = policies.get(arn);
  if (policy !== undefined) return policy;
  if (isAwsManaged(arn)) throw awsManagedUnknown();
  throw noSuchEntity(`Policy ${arn} was not found.`);
}

function awsManagedUnknown(): AwsError {
  return new AwsError(
    501,
    'NotImplemented',
    "The local AWS does not know the content of AWS's own policies; they can be attached.",
  );
}

function showListedPolicy(policy: ManagedPolicyDocument, attached: number): Policy {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: onlyVersion,
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.createdAt),
  };
}

function showVersion(policy: ManagedPolicyDocument) {
  return {
    VersionId: onlyVersion,
    IsDefaultVersion: true,
    CreateDate: new Date(policy.createdAt),
  };
}
