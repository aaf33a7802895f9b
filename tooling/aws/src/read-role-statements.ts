import type { AwsClients } from './clients.ts';
import { readRolePolicy, type FoundStatement } from './role-policy.ts';
import { translating } from './translate-error.ts';

/**
 * What the role that was made for a function may do, by its own policy; empty where there is none.
 *
 * @throws UserError AWS_REFUSED, as without iam:GetRolePolicy
 */
export const readRoleStatements = (
  clients: AwsClients,
  functionName: string,
  roleName: string,
): Promise<readonly FoundStatement[]> =>
  translating(functionName, async () => readRolePolicy(await clients.iam(), roleName));
