import {
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
  type IAMClient,
  type Role,
} from '@aws-sdk/client-iam';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import {
  describeLargePolicy,
  executionPolicy,
  isOwnedBy,
  isPolicyField,
  ownershipTags,
  settingsWith,
  UserError,
  type ExecutionRole,
  type FunctionChange,
} from '@tooling/core';
import type { AwsClients } from './clients.ts';
import {
  allowsSame,
  narrowed,
  readRolePolicy,
  widened,
  writeRolePolicy,
  type FoundStatement,
} from './role-policy.ts';
import { toSettings } from './to-settings.ts';
import { isAwsError } from './translate-error.ts';

const trustPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

async function findRole(iam: IAMClient, roleName: string): Promise<Role | undefined> {
  try {
    return (await iam.send(new GetRoleCommand({ RoleName: roleName }))).Role;
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException', 'NoSuchEntity')) return undefined;
    throw error;
  }
}

async function createRole(
  iam: IAMClient,
  change: FunctionChange,
  { name, path, permissionsBoundary }: ExecutionRole,
): Promise<Role | undefined> {
  const tags = Object.entries(ownershipTags(change.ownership));
  try {
    const { Role: role } = await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: path,
        AssumeRolePolicyDocument: trustPolicy,
        Description: `Execution role of the Lambda function ${change.functionName}`,
        PermissionsBoundary: permissionsBoundary ?? undefined,
        Tags: tags.map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return role;
  } catch (error) {
    // The answer to our own first request was lost, or another deploy made it at this moment.
    if (isAwsError(error, 'EntityAlreadyExistsException', 'EntityAlreadyExists')) {
      return findRole(iam, name);
    }
    throw error;
  }
}

/** Only where the stage says something of it. @returns whether it was changed */
async function boundRole(
  iam: IAMClient,
  role: Role,
  { name, permissionsBoundary: wanted }: ExecutionRole,
): Promise<boolean> {
  const found = role.PermissionsBoundary?.PermissionsBoundaryArn;
  if (wanted === undefined || (wanted ?? undefined) === found) return false;
  if (wanted === null) {
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: name }));
  } else {
    const input = { RoleName: name, PermissionsBoundary: wanted };
    await iam.send(new PutRolePermissionsBoundaryCommand(input));
  }
  return true;
}

export interface RoleOptions {
  /** Whether what was allowed before stays, because versions serve that need it. */
  readonly keepsOthers: boolean;
  /** What the function has: nobody declares all of it, and all of it has to work. */
  readonly latest?: FunctionConfiguration | undefined;
}

/** Whether a change may ask for another policy than the role has. */
export function changesRole({ action, changes }: FunctionChange): boolean {
  if (action === 'create') return true;
  return changes.some(
    ({ field }) => field === 'role' || field === 'permissions' || isPolicyField(field),
  );
}

/** What a role is made to be. */
export interface EnsuredRole {
  /** ARN. */
  readonly arn: string;
  /** Whether this run changed it: IAM takes seconds to spread that. */
  readonly isFresh: boolean;
}

/**
 * The role that is made for a function: made when it is not there, with its policy as it shall be.
 *
 * @throws UserError ROLE_UNUSABLE for a role of somebody else's under its name
 */
export async function ensureExecutionRole(
  clients: AwsClients,
  change: FunctionChange,
  wanted: ExecutionRole,
  { keepsOthers, latest }: RoleOptions,
): Promise<EnsuredRole> {
  const iam = await clients.iam();
  const { name } = wanted;
  const found = await findRole(iam, name);
  const role = found ?? (await createRole(iam, change, wanted));
  if (role?.Arn === undefined || !isOurs(role, change, wanted)) {
    throw new UserError(
      'ROLE_UNUSABLE',
      `the role ${name} exists under the path ${role?.Path ?? '?'} and is not one of ours: it has not our tags, and is not under ${wanted.path}`,
      {
        subject: change.functionName,
        hint: 'name a role in lambda.config.ts, or remove that one',
      },
    );
  }
  const isBound = found !== undefined && (await boundRole(iam, found, wanted));
  const [, partition = 'aws', , , account = ''] = role.Arn.split(':');
  const { region } = clients;
  const settings =
    latest === undefined ? change.settings : settingsWith(toSettings(latest), change.settings);
  const policy = executionPolicy(
    { ...change, settings, executionRole: wanted },
    { partition, region, account },
  );
  const before = found === undefined ? [] : await readRolePolicy(iam, name);
  const after = keepsOthers ? widened(before, policy) : narrowed(before, policy, change.attributes);
  const isSame = allowsSame(before, after);
  if (!isSame) {
    checkPolicySize(change, before, after);
    await writeRolePolicy(iam, name, after);
  }
  return { arn: role.Arn, isFresh: isBound || !isSame };
}

/** One that was made under an earlier `rolePath` is told by its tags: IAM moves no role. */
function isOurs(role: Role, { ownership }: FunctionChange, { path }: ExecutionRole): boolean {
  const tags = (role.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const);
  return role.Path === path || isOwnedBy(Object.fromEntries(tags), ownership);
}

/** @throws UserError PREFLIGHT_FAILED for what IAM would refuse */
function checkPolicySize(
  { functionName }: FunctionChange,
  before: readonly FoundStatement[],
  after: readonly FoundStatement[],
): void {
  const problem = describeLargePolicy(after);
  if (problem === undefined) return;
  const message = `the policy of the role of ${functionName} ${problem}`;
  throw new UserError('PREFLIGHT_FAILED', message, {
    subject: functionName,
    hint:
      before.length === 0
        ? 'declare fewer `permissions`, or wider ones (`arn:…/*`), or name a role'
        : 'what the versions need that serve until the switch stays in it so long: deploy what takes `permissions` away first, and what adds others then',
  });
}
