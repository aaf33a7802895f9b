import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRolePermissionsBoundaryRequest,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  PutRolePermissionsBoundaryRequest,
  Role,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { checkTrustPolicy } from './check-policy.ts';
import type { RoleDocument } from './iam-documents.ts';
import { alreadyExists, deleteConflict } from './iam-errors.ts';
import { iamPage } from './iam-paging.ts';
import { requireRole, roleKey, saveRole, uniqueId, type IamStore } from './iam-store.ts';
import { readTags, showTags } from './iam-tags.ts';

export function roleOperations(store: IamStore) {
  const CreateRole: Operation<CreateRoleRequest, CreateRoleResponse> = async (input, context) => {
    const { RoleName = '', Path = '/', AssumeRolePolicyDocument = '' } = input;
    checkTrustPolicy(AssumeRolePolicyDocument);
    const tags = readTags(input.Tags);
    if (store.roles.get(roleKey(RoleName)) !== undefined) {
      throw alreadyExists(`Role with name ${RoleName} already exists.`);
    }
    const createdAt = context.now().getTime();
    const role: RoleDocument = {
      roleName: RoleName,
      path: Path,
      roleId: uniqueId('AROA'),
      arn: `arn:aws:iam::${context.accountId}:role${Path}${RoleName}`,
      createdAt,
      trustedAt: createdAt,
      assumeRolePolicyDocument: AssumeRolePolicyDocument,
      description: input.Description,
      maxSessionDuration: input.MaxSessionDuration ?? 3600,
      permissionsBoundary: input.PermissionsBoundary,
      tags,
      inlinePolicies: {},
      attachedPolicies: [],
    };
    await saveRole(store, role);
    return { Role: showRole(role) };
  };

  const GetRole: Operation<GetRoleRequest, GetRoleResponse> = async ({ RoleName = '' }) =>
    Promise.resolve({ Role: showRole(requireRole(store, RoleName)) });

  const ListRoles: Operation<ListRolesRequest, ListRolesResponse> = (input) => {
    const { PathPrefix = '/' } = input;
    const roles = store.roles.list().map(([, role]) => role);
    const { items, paging } = iamPage(
      roles.filter(({ path }) => path.startsWith(PathPrefix)),
      ({ roleName }) => roleKey(roleName),
      input,
    );
    return Promise.resolve({ Roles: items.map(showListedRole), ...paging });
  };

  const UpdateRole: Operation<UpdateRoleRequest, object> = async (input) => {
    const role = requireRole(store, input.RoleName ?? '');
    await saveRole(store, {
      ...role,
      description: input.Description ?? role.description,
      maxSessionDuration: input.MaxSessionDuration ?? role.maxSessionDuration,
    });
    return {};
  };

  const UpdateAssumeRolePolicy: Operation<UpdateAssumeRolePolicyRequest> = async (
    { RoleName = '', PolicyDocument = '' },
    context,
  ) => {
    const role = requireRole(store, RoleName);
    checkTrustPolicy(PolicyDocument);
    await saveRole(store, {
      ...role,
      assumeRolePolicyDocument: PolicyDocument,
      trustedAt: context.now().getTime(),
    });
  };

  const boundRole = async (roleName = '', permissionsBoundary?: string) => {
    await saveRole(store, { ...requireRole(store, roleName), permissionsBoundary });
  };

  const PutRolePermissionsBoundary: Operation<PutRolePermissionsBoundaryRequest> = (input) =>
    boundRole(input.RoleName, input.PermissionsBoundary);

  const DeleteRolePermissionsBoundary: Operation<DeleteRolePermissionsBoundaryRequest> = (input) =>
    boundRole(input.RoleName);

  const DeleteRole: Operation<DeleteRoleRequest> = async ({ RoleName = '' }) => {
    const role = requireRole(store, RoleName);
    if (role.attachedPolicies.length > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    }
    if (Object.keys(role.inlinePolicies).length > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    }
    await store.roles.delete(roleKey(RoleName));
  };

  return {
    CreateRole,
    GetRole,
    ListRoles,
    UpdateRole,
    UpdateAssumeRolePolicy,
    PutRolePermissionsBoundary,
    DeleteRolePermissionsBoundary,
    DeleteRole,
  };
}

/** What every answer with a role says; lists leave out the rest. */
function showListedRole(role: RoleDocument): Role {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    // Documents are URL-encoded in IAM's answers.
    AssumeRolePolicyDocument: encodeURIComponent(role.assumeRolePolicyDocument),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
  };
}

function showRole(role: RoleDocument): Role {
  return {
    ...showListedRole(role),
    Tags: Object.keys(role.tags).length === 0 ? undefined : showTags(role.tags),
    PermissionsBoundary:
      role.permissionsBoundary === undefined
        ? undefined
        : {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
            PermissionsBoundaryArn: role.permissionsBoundary,
          },
    RoleLastUsed: {},
  };
}
