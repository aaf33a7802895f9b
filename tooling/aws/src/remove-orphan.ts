import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import {
  isOwnedBy,
  ownershipTags,
  removingTagKey,
  UserError,
  type FoundOrphan,
  type OrphanFacts,
} from '@tooling/core';
import { getLiveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { deleteLogGroup, tagLogGroup } from './log-groups.ts';
import { getFunction, tagsOf } from './read-functions.ts';
import { isAwsError, translating } from './translate-error.ts';

const isGone = (error: unknown): boolean =>
  isAwsError(error, 'ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity');

/** What is gone already need not be removed: an earlier run did it, or an answer of ours was lost. */
async function unlessGone(removing: Promise<unknown>): Promise<void> {
  try {
    await removing;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** DeleteFunction takes no RevisionId: so everything that guards it is read again just before. */
async function checkUnchanged(
  clients: AwsClients,
  { functionName, ownership }: OrphanFacts,
  found: FoundOrphan,
): Promise<void> {
  const latest = await getFunction(clients, functionName);
  if (latest === undefined) return;
  const alias = await getLiveAlias(clients, functionName);
  const isSame =
    isOwnedBy(tagsOf(functionName, latest), ownership) &&
    latest.Configuration?.RevisionId === found.revisionId &&
    alias?.FunctionVersion === found.live?.version;
  if (isSame) return;
  throw new UserError('REMOTE_MOVED', `${functionName} changed since it was looked at`, {
    subject: functionName,
  });
}

/** Marks what goes after the function, for the next run to find should this one end in between. */
async function markRest(clients: AwsClients, facts: OrphanFacts): Promise<void> {
  const { ownership, roleName, logGroup } = facts;
  const tags = { ...ownershipTags(ownership), [removingTagKey]: 'yes' };
  if (roleName !== undefined) {
    const iam = await clients.iam();
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await iam.send(new TagRoleCommand({ RoleName: roleName, Tags }));
  }
  if (logGroup !== undefined) await tagLogGroup(clients, logGroup, tags);
}

/** IAM deletes no role that has policies. */
async function removeRole(clients: AwsClients, RoleName: string): Promise<void> {
  const iam = await clients.iam();
  await unlessGone(
    (async () => {
      const [{ PolicyNames = [] }, { AttachedPolicies = [] }] = await Promise.all([
        iam.send(new ListRolePoliciesCommand({ RoleName })),
        iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
      ]);
      for (const PolicyName of PolicyNames) {
        await unlessGone(iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
      }
      for (const { PolicyArn } of AttachedPolicies) {
        await unlessGone(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
      }
      await iam.send(new DeleteRoleCommand({ RoleName }));
    })(),
  );
}

/**
 * Removes a function with its versions and aliases, then its role, then its log group. The function goes
 * first: it ends to serve at once and as a whole, and is never there without its role. Safe to repeat
 * after any failure: what comes after it is marked before.
 *
 * @throws UserError REMOTE_MOVED when the function is not what was read any more
 */
export async function removeOrphan(clients: AwsClients, facts: OrphanFacts): Promise<void> {
  const { functionName, found, roleName, logGroup } = facts;
  await translating(functionName, async () => {
    if (found !== undefined) {
      await checkUnchanged(clients, facts, found);
      await markRest(clients, facts);
      const deleting = new DeleteFunctionCommand({ FunctionName: functionName });
      await unlessGone(clients.lambda.send(deleting));
    }
    if (roleName !== undefined) await removeRole(clients, roleName);
    if (logGroup !== undefined) await unlessGone(deleteLogGroup(clients, logGroup));
  });
}
