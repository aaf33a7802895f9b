import { executionPolicy } from '../execution-policy.ts';
import { isRoleOf, rolePathOf } from '../execution-role.ts';
import { describeLargePolicy } from '../policy-size.ts';
import { settingsWith } from '../settings-with.ts';
import { partitionOf } from './partition-of.ts';
import type { Preflight } from './preflight.ts';

/**
 * What IAM would refuse of the role that is made. What its policy has besides while two versions serve is
 * known only to who reads it: that is looked at before it is written.
 */
export function checkRole({ wanted, state, context, place }: Preflight): readonly string[] {
  const { executionRole } = wanted;
  const live = state.kind === 'live' ? state.live.settings : undefined;
  const isKept = live !== undefined && executionRole && !isRoleOf(live.role, executionRole);
  if (executionRole === undefined || (isKept && !executionRole.isRequired)) return [];
  const settings = live === undefined ? wanted.settings : settingsWith(live, wanted.settings);
  const { region, account } = context;
  const policy = executionPolicy(
    { ...wanted, settings },
    { partition: partitionOf(region), region, account },
  );
  const problem = describeLargePolicy(policy);
  return problem === undefined
    ? []
    : [
        `${place('permissions')}: the policy of the role ${executionRole.name} ${problem}: declare fewer of them, or wider ones (\`arn:…/*\`), or name a role that has managed policies`,
      ];
}

/** IAM moves no role: one that was made before `rolePath` was changed stays where it is, and is ours. */
export function describeOldPath({ wanted, state }: Preflight): readonly string[] {
  const { executionRole } = wanted;
  if (state.kind !== 'live' || executionRole === undefined) return [];
  const { role } = state.live.settings;
  const path = rolePathOf(role);
  if (!isRoleOf(role, executionRole) || path === executionRole.path) return [];
  return [
    `role: ${executionRole.name} stays under ${path}, where it was made, and is kept up to date there: rolePath ${executionRole.path} is for roles that are made from now on`,
  ];
}
