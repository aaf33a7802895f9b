import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  type Role,
} from '@aws-sdk/client-iam';
import {
  fingerprint,
  isOwnedBy,
  ownershipTags,
  scheduleRoleNameOf,
  UserError,
} from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import type { TriggerContext } from './trigger-context.ts';

const policyName = 'invoke';

const isMissing = (error: unknown) => isAwsError(error, 'NoSuchEntityException', 'NoSuchEntity');

/** Only schedules of this account may be the reason: the confused deputy is kept out. */
const trustPolicy = ({ place }: TriggerContext) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': place.account } },
      },
    ],
  });

async function findRole(context: TriggerContext, RoleName: string): Promise<Role | undefined> {
  const iam = await context.clients.iam();
  try {
    return (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function createRole(context: TriggerContext, RoleName: string): Promise<Role | undefined> {
  const iam = await context.clients.iam();
  const tags = Object.entries(ownershipTags(context.ownership));
  try {
    const { Role: role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: context.role?.path,
        AssumeRolePolicyDocument: trustPolicy(context),
        Description: `Lets schedules start the Lambda function ${context.functionName}`,
        PermissionsBoundary: context.role?.permissionsBoundary ?? undefined,
        Tags: tags.map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return role;
  } catch (error) {
    // The answer to our own first request was lost, or another deploy made it at this moment.
    if (isAwsError(error, 'EntityAlreadyExistsException', 'EntityAlreadyExists')) {
      return findRole(context, RoleName);
    }
    throw error;
  }
}

async function readPolicy(context: TriggerContext, RoleName: string): Promise<unknown> {
  const iam = await context.clients.iam();
  try {
    const { PolicyDocument: text = '' } = await iam.send(
      new GetRolePolicyCommand({ RoleName, PolicyName: policyName }),
    );
    return JSON.parse(decodeURIComponent(text));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isOurs = ({ Tags = [] }: Role, { ownership }: TriggerContext): boolean =>
  isOwnedBy(Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])), ownership);

/** Whether an ARN is that of the role which a function's schedules have. */
export const isScheduleRole = (
  roleArn: string | undefined,
  { functionName, clients }: TriggerContext,
): boolean => roleArn?.split('/').at(-1) === scheduleRoleNameOf(functionName, clients.region);

/** Whether the role is there, and has a policy. */
export async function isScheduleRoleReady(context: TriggerContext): Promise<boolean> {
  const RoleName = scheduleRoleNameOf(context.functionName, context.clients.region);
  return (await readPolicy(context, RoleName)) !== undefined;
}

/**
 * The role by which schedules call a function, and tell queues of what failed: it may do that and nothing
 * else.
 *
 * @throws UserError ROLE_UNUSABLE for a role of somebody else's under its name
 */
export async function ensureScheduleRole(
  context: TriggerContext,
  deadLetters: readonly string[],
): Promise<{ readonly arn: string; readonly isFresh: boolean }> {
  const { clients, functionName, aliasArn } = context;
  const RoleName = scheduleRoleNameOf(functionName, clients.region);
  const found = await findRole(context, RoleName);
  const role = found ?? (await createRole(context, RoleName));
  if (role?.Arn === undefined || !isOurs(role, context)) {
    throw new UserError('ROLE_UNUSABLE', `the role ${RoleName} exists and is not one of ours`, {
      subject: functionName,
      hint: 'remove that role, or give the lambda another name',
    });
  }
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: [aliasArn] },
      ...(deadLetters.length === 0
        ? []
        : [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: deadLetters }]),
    ],
  };
  const before = found === undefined ? undefined : await readPolicy(context, RoleName);
  const isSame = fingerprint(before ?? null) === fingerprint(policy);
  if (!isSame) {
    const iam = await clients.iam();
    const PolicyDocument = JSON.stringify(policy);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: policyName, PolicyDocument }));
  }
  return { arn: role.Arn, isFresh: found === undefined || !isSame };
}

/** Once no schedule needs it any more. A role that is not ours stays. */
export async function removeScheduleRole(context: TriggerContext): Promise<void> {
  const RoleName = scheduleRoleNameOf(context.functionName, context.clients.region);
  const role = await findRole(context, RoleName);
  if (role === undefined || !isOurs(role, context)) return;
  const iam = await context.clients.iam();
  try {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: policyName }));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  try {
    await iam.send(new DeleteRoleCommand({ RoleName }));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
