import {
  CreateRoleCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  type IAMClient,
  type Role,
} from '@aws-sdk/client-iam';
import { ownershipTags, roleNameOf, UserError, type FunctionChange } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { logGroupOf } from './log-groups.ts';
import { isAwsError } from './translate-error.ts';

const trustPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

const policyName = 'execution';
/** The least that a function needs: its own log group, and X-Ray where it traces. */
function executionPolicy(
  { functionName, settings }: FunctionChange,
  { region, roleArn }: { readonly region: string; readonly roleArn: string },
): string {
  // `aws` nearly everywhere; GovCloud, China and the European sovereign cloud have their own.
  const partition = roleArn.split(':')[1] ?? 'aws';
  const logGroup = `arn:${partition}:logs:${region}:*:log-group:${logGroupOf(functionName)}`;
  const logs = {
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: [logGroup, `${logGroup}:*`],
  };
  const tracing = {
    Effect: 'Allow',
    Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    Resource: '*',
  };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: settings.tracing === 'Active' ? [logs, tracing] : [logs],
  });
}

async function findRole(iam: IAMClient, roleName: string): Promise<Role | undefined> {
  try {
    return (await iam.send(new GetRoleCommand({ RoleName: roleName }))).Role;
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException', 'NoSuchEntity')) return undefined;
    throw error;
  }
}

async function createRole(iam: IAMClient, change: FunctionChange, rolePath: string, name: string) {
  const tags = Object.entries(ownershipTags(change.ownership));
  try {
    const { Role: role } = await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: rolePath,
        AssumeRolePolicyDocument: trustPolicy,
        Description: `Execution role of the Lambda function ${change.functionName}`,
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

/**
 * The execution role of a function that declares none: made when it is not there, with its policy
 * as it shall be.
 *
 * @returns its ARN
 */
export async function ensureExecutionRole(
  clients: AwsClients,
  change: FunctionChange,
  rolePath: string,
): Promise<string> {
  const iam = await clients.iam();
  const name = roleNameOf(change.functionName, clients.region);
  const role = (await findRole(iam, name)) ?? (await createRole(iam, change, rolePath, name));
  if (role?.Path !== rolePath || role.Arn === undefined) {
    throw new UserError(
      'ROLE_UNUSABLE',
      `the role ${name} exists under the path ${role?.Path ?? '?'} and is not one of ours (${rolePath})`,
      {
        subject: change.functionName,
        hint: 'name a role in lambda.config.ts, or remove that one',
      },
    );
  }
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: policyName,
      PolicyDocument: executionPolicy(change, { region: clients.region, roleArn: role.Arn }),
    }),
  );
  return role.Arn;
}
