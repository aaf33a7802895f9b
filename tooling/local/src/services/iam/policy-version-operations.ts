import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { checkIdentityPolicy } from './check-policy.ts';
import { checkPolicySize } from './check-policy-size.ts';
import type { ManagedPolicyDocument, PolicyVersion, PolicyVersions } from './iam-documents.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from './iam-errors.ts';
import { iamPage } from './iam-paging.ts';
import type { IamStore } from './iam-store.ts';
import { versionId, versionsOf } from './policy-versions.ts';
import { requirePolicy } from './require-policy.ts';

const maxVersions = 5;

export function policyVersionOperations(store: IamStore) {
  const save = async (policy: ManagedPolicyDocument, versions: PolicyVersions) => {
    const { document } = find(policy, versionId(versions.default), versions);
    await store.policies.put(policy.arn, { ...policy, document, versions });
  };

  const CreatePolicyVersion: Operation<
    CreatePolicyVersionRequest,
    CreatePolicyVersionResponse
  > = async ({ PolicyArn = '', PolicyDocument = '', SetAsDefault = false }, context) => {
    const policy = requirePolicy(store, PolicyArn);
    checkIdentityPolicy(PolicyDocument);
    checkPolicySize(PolicyDocument);
    const before = versionsOf(policy);
    if (before.all.length >= maxVersions) {
      throw limitExceeded(
        `A managed policy can have up to ${maxVersions} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const number = before.last + 1;
    const made = { number, createdAt: context.now().getTime(), document: PolicyDocument };
    const versions = {
      default: SetAsDefault ? number : before.default,
      last: number,
      all: [...before.all, made],
    };
    await save(policy, versions);
    return { PolicyVersion: show(versions, made) };
  };

  const GetPolicyVersion: Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> = async ({
    PolicyArn = '',
    VersionId = '',
  }) => {
    const policy = requirePolicy(store, PolicyArn);
    const version = find(policy, VersionId);
    const Document = encodeURIComponent(version.document);
    return Promise.resolve({ PolicyVersion: { ...show(versionsOf(policy), version), Document } });
  };

  const ListPolicyVersions: Operation<
    ListPolicyVersionsRequest,
    ListPolicyVersionsResponse
  > = async (input) => {
    const versions = versionsOf(requirePolicy(store, input.PolicyArn ?? ''));
    const { items, paging } = iamPage(versions.all, ({ number }) => versionId(number), input);
    return Promise.resolve({ Versions: items.map((one) => show(versions, one)), ...paging });
  };

  const DeletePolicyVersion: Operation<DeletePolicyVersionRequest> = async ({
    PolicyArn = '',
    VersionId = '',
  }) => {
    const policy = requirePolicy(store, PolicyArn);
    const { number } = find(policy, VersionId);
    const versions = versionsOf(policy);
    if (number === versions.default) {
      throw deleteConflict('Cannot delete the default version of a policy.');
    }
    await save(policy, { ...versions, all: versions.all.filter((one) => one.number !== number) });
  };

  const SetDefaultPolicyVersion: Operation<SetDefaultPolicyVersionRequest> = async ({
    PolicyArn = '',
    VersionId = '',
  }) => {
    const policy = requirePolicy(store, PolicyArn);
    const { number } = find(policy, VersionId);
    await save(policy, { ...versionsOf(policy), default: number });
  };

  return {
    CreatePolicyVersion,
    GetPolicyVersion,
    ListPolicyVersions,
    DeletePolicyVersion,
    SetDefaultPolicyVersion,
  };
}

/** @throws AwsError NoSuchEntity */
function find(
  policy: ManagedPolicyDocument,
  id: string,
  { all }: PolicyVersions = versionsOf(policy),
): PolicyVersion {
  const version = all.find(({ number }) => versionId(number) === id);
  if (version !== undefined) return version;
  throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
}

function show(versions: PolicyVersions, { number, createdAt }: PolicyVersion) {
  return {
    VersionId: versionId(number),
    IsDefaultVersion: number === versions.default,
    CreateDate: new Date(createdAt),
  };
}
