import {
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  compareSettings,
  executionPolicy,
  isKeptStatement,
  isRoleOf,
  memoryTagKeys,
  settingsWith,
  unappliedFields,
  type LiveFunction,
  type RoleFacts,
  type WantedFunction,
} from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { policyName, readRolePolicy, withoutThose } from './role-policy.ts';
import { isAwsError } from './translate-error.ts';

const gone: RoleFacts = {
  isThere: false,
  addedStatements: [],
  missingStatements: [],
  otherPolicies: [],
};

/**
 * What somebody did to the role that was made for a function. Its policy is compared only while what is
 * declared is what was applied last: otherwise nobody knows what it was left at.
 */
export async function readRoleDrift(
  clients: AwsClients,
  { settings, attributes: { tags } }: LiveFunction,
  wanted: WantedFunction,
): Promise<RoleFacts | undefined> {
  const { executionRole: role } = wanted;
  if (role === undefined || !isRoleOf(settings.role, role)) return undefined;
  const iam = await clients.iam();
  const RoleName = role.name;
  try {
    await iam.send(new GetRoleCommand({ RoleName }));
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException', 'NoSuchEntity')) return gone;
    throw error;
  }
  const [{ PolicyNames = [] }, { AttachedPolicies = [] }, found] = await Promise.all([
    iam.send(new ListRolePoliciesCommand({ RoleName })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    readRolePolicy(iam, RoleName),
  ]);
  const [, partition = 'aws', , , account = ''] = settings.role.split(':');
  const policy = executionPolicy(
    { ...wanted, settings: settingsWith(settings, wanted.settings) },
    { partition, region: clients.region, account },
  );
  // The policy follows from the settings, too: while a deploy is to change these, it is not as declared.
  const isApplied =
    tags[memoryTagKeys.permissions] === role.policyHash &&
    compareSettings(settings, wanted.settings).length === 0 &&
    unappliedFields(tags, wanted.attributes).length === 0;
  const added = withoutThose(found, policy).filter(
    (statement) => !isKeptStatement(statement, wanted.attributes),
  );
  const nameOf = ({ Sid = 'a statement without an id' }: { readonly Sid?: string | undefined }) =>
    Sid;
  return {
    isThere: true,
    addedStatements: isApplied ? added.map(nameOf) : [],
    missingStatements: isApplied ? withoutThose(policy, found).map(nameOf) : [],
    otherPolicies: [
      ...PolicyNames.filter((name) => name !== policyName),
      ...AttachedPolicies.flatMap(({ PolicyName }) => PolicyName ?? []),
    ],
  };
}
