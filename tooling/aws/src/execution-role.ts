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
  executionPolicy,
  ownershipTags,
  policyFields,
  UserError,
  type ExecutionRole,
  type FunctionChange,
  type FunctionSettings,
} from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { allowsSame, narrowed, readRolePolicy, widened, writeRolePolicy } from './role-policy.ts';
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

/** Settings that are not declared stay as they are. */
function settingsAfter(
  latest: FunctionConfiguration,
  { settings }: FunctionChange,
): FunctionSettings {
  const declared = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { ...toSettings(latest), ...Object.fromEntries(declared) };
}

/** Whether a change may ask for another policy than the role has. */
export function changesRole({ action, changes }: FunctionChange): boolean {
  if (action === 'create') return true;
  const fields = ['role', 'permissions', ...policyFields];
  return changes.some(({ field }) => fields.includes(field.split('.')[0] ?? field));
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
  const { name, path } = wanted;
  const found = await findRole(iam, name);
  const role = found ?? (await createRole(iam, change, wanted));
  if (role?.Path !== path || role.Arn === undefined) {
    throw new UserError(
      'ROLE_UNUSABLE',
      `the role ${name} exists under the path ${role?.Path ?? '?'} and is not one of ours (${path})`,
      {
        subject: change.functionName,
        hint: 'name a role in lambda.config.ts, or remove that one',
      },
    );
  }
  const isBound = found !== undefined && (await boundRole(iam, found, wanted));
  const [, partition = 'aws', , , account = ''] = role.Arn.split(':');
  const { region } = clients;
  const settings = latest === undefined ? change.settings : settingsAfter(latest, change);
  const policy = executionPolicy(
    { ...change, settings, executionRole: wanted },
    { partition, region, account },
  );
  const before = found === undefined ? [] : await readRolePolicy(iam, name);
  const after = keepsOthers ? widened(before, policy) : narrowed(before, policy, change.attributes);
  const isSame = allowsSame(before, after);
  if (!isSame) await writeRolePolicy(iam, name, after);
  return { arn: role.Arn, isFresh: isBound || !isSame };
}
