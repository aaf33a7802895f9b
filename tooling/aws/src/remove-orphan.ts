import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { DeleteFunctionCommand, type GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import {
  isOwnedBy,
  ownershipTags,
  readTriggerMark,
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
import { findOwnTriggers, removeOwnTriggers } from './triggers/own-triggers.ts';

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

/**
 * DeleteFunction takes no RevisionId: so everything that guards it is read again just before.
 *
 * @param since - what it was before our own writes, which may have given it another RevisionId
 * @returns undefined where it is gone already
 */
async function checkUnchanged(
  clients: AwsClients,
  { functionName, ownership }: OrphanFacts,
  found: FoundOrphan,
  since?: GetFunctionCommandOutput,
): Promise<GetFunctionCommandOutput | undefined> {
  const latest = await getFunction(clients, functionName);
  if (latest === undefined) return undefined;
  const alias = await getLiveAlias(clients, functionName);
  const isSameRevision =
    since === undefined
      ? latest.Configuration?.RevisionId === found.revisionId
      : latest.Configuration?.LastModified === since.Configuration?.LastModified &&
        latest.Configuration?.CodeSha256 === since.Configuration?.CodeSha256;
  const isSame =
    isOwnedBy(tagsOf(functionName, latest), ownership) &&
    isSameRevision &&
    alias?.FunctionVersion === found.live?.version;
  if (isSame) return latest;
  throw new UserError('REMOTE_MOVED', `${functionName} changed since it was looked at`, {
    subject: functionName,
  });
}

/** The triggers that we made, while the function and its tag can still tell the next run of them. */
async function removeTriggers(
  clients: AwsClients,
  facts: OrphanFacts,
  found: FoundOrphan,
  latest: GetFunctionCommandOutput,
): Promise<void> {
  const { functionName, ownership } = facts;
  const arn = latest.Configuration?.FunctionArn ?? '';
  const { tags } = found;
  await removeOwnTriggers(await findOwnTriggers(clients, { functionName, ownership, arn, tags }));
  await checkUnchanged(clients, facts, found, latest);
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
 * Removes what starts a function, then the function with its versions and aliases, then its role, then its
 * log group. Triggers go first, since the function's tag remembers them; the function goes before its role:
 * it ends to serve at once and as a whole. Safe to repeat after any failure: what comes after the function
 * is marked before.
 *
 * @throws UserError REMOTE_MOVED when the function is not what was read any more
 */
export async function removeOrphan(clients: AwsClients, facts: OrphanFacts): Promise<void> {
  const { functionName, found, roleName, logGroup } = facts;
  await translating(functionName, async () => {
    if (found !== undefined) {
      const latest = await checkUnchanged(clients, facts, found);
      // A removal that was interrupted may have left what goes after the last of them.
      const hasTriggers = readTriggerMark(found.tags) !== undefined;
      if (latest !== undefined && (hasTriggers || found.triggers.length > 0)) {
        await removeTriggers(clients, facts, found, latest);
      }
      await markRest(clients, facts);
      const deleting = new DeleteFunctionCommand({ FunctionName: functionName });
      await unlessGone(clients.lambda.send(deleting));
    }
    if (roleName !== undefined) await removeRole(clients, roleName);
    if (logGroup !== undefined) await unlessGone(deleteLogGroup(clients, logGroup));
  });
}
