import {
  DeleteFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
  type GetFunctionCommandOutput,
} from '@aws-sdk/client-lambda';
import {
  compareAttributes,
  defaultLogGroup,
  isRoleOf,
  memoryTagKeys,
  unappliedFields,
  UserError,
  type FunctionChange,
  type RecordedField,
} from '@tooling/core';
import { applyRecordedAttribute } from './apply-recorded-attributes.ts';
import { applyTags } from './apply-tags.ts';
import type { AwsClients } from './clients.ts';
import { changesRole, ensureExecutionRole } from './execution-role.ts';
import { keepLogForEver, readLogRetentions, setLogRetention } from './log-groups.ts';
import { applyTriggers } from './triggers/apply-triggers.ts';
import { unpinFunction } from './pin-function.ts';
import { getFunction, tagsOf } from './read-functions.ts';
import { withRole } from './with-role.ts';

/**
 * Brings everything that belongs to the function rather than to a version to what is wanted; only
 * what differs is sent. The tags come last: they remember what was applied. A pin that the change
 * ends is removed.
 */
export async function applyAttributes(clients: AwsClients, change: FunctionChange): Promise<void> {
  if (changesOnlyCode(change)) return;
  const { functionName, attributes } = change;
  const output = await getFunction(clients, functionName);
  if (output === undefined) {
    throw new UserError('REMOTE_MOVED', `${functionName} was deleted while it was deployed`, {
      subject: functionName,
    });
  }
  const logGroup = logGroupOf(change, output);
  const retentions = await readLogRetentions(
    clients,
    attributes.logRetentionInDays === undefined ? [] : [logGroup],
  );
  const tags = tagsOf(functionName, output);
  const reservedConcurrency = output.Concurrency?.ReservedConcurrentExecutions;
  const logRetentionInDays = retentions.get(logGroup);
  const live = { tags, reservedConcurrency, logRetentionInDays };
  const differing = new Set(compareAttributes(live, attributes).map(({ field }) => field));

  const roleIsFresh = await fitRole(clients, change, output, { keepsOthers: true });
  const reserve = async () => {
    if (differing.has('reservedConcurrency')) await reserveConcurrency(clients, change);
  };
  // What is provisioned must at no moment be more than what is reserved.
  const isLowered =
    (attributes.reservedConcurrency ?? Infinity) < (reservedConcurrency ?? Infinity);
  if (!isLowered) await reserve();
  await applyRecorded(clients, change, { tags, role: output.Configuration?.Role, roleIsFresh });
  if (isLowered) await reserve();
  if (differing.has('logging.retentionInDays')) {
    const { logRetentionInDays: days } = attributes;
    await (typeof days === 'number'
      ? setLogRetention(clients, logGroup, days)
      : keepLogForEver(clients, logGroup));
  }
  const arn = output.Configuration?.FunctionArn ?? '';
  await applyTriggers(clients, change, { arn, tags });
  await fitRole(clients, change, output, { keepsOthers: false });
  await applyTags(clients, change, { arn: output.Configuration?.FunctionArn, tags });
  if (change.unpinnedVersion !== undefined) {
    await unpinFunction(clients, functionName, change.unpinnedVersion);
  }
}

/** The log group that is declared, or else the one that the function has. */
const logGroupOf = (
  { functionName, settings }: FunctionChange,
  { Configuration: latest }: GetFunctionCommandOutput,
): string =>
  settings.logging?.logGroup ?? latest?.LoggingConfig?.LogGroup ?? defaultLogGroup(functionName);

/** Most changes: everything else was compared when the plan was made, and costs no request now. */
const changesOnlyCode = ({
  action,
  changes,
  interrupted,
  unpinnedVersion,
}: FunctionChange): boolean =>
  action === 'update' &&
  changes.length === 0 &&
  interrupted === undefined &&
  unpinnedVersion === undefined;

/** Brings the role's policy to what is wanted, where it may not be. @returns whether it was not */
async function fitRole(
  clients: AwsClients,
  change: FunctionChange,
  { Configuration: latest, Tags: tags = {} }: GetFunctionCommandOutput,
  options: { readonly keepsOthers: boolean },
): Promise<boolean> {
  const { executionRole } = change;
  if (executionRole === undefined || !isRoleOf(latest?.Role ?? '', executionRole)) return false;
  const isRemembered = tags[memoryTagKeys.permissions] === executionRole.policyHash;
  // A new function has its role as it shall be.
  const isNew = change.action === 'create';
  if (isRemembered && (isNew || !changesRole(change))) return false;
  const role = await ensureExecutionRole(clients, change, executionRole, { ...options, latest });
  return role.isFresh;
}

/** What is remembered as applied is not applied again, nor what a version has had since it was published. */
async function applyRecorded(
  clients: AwsClients,
  { functionName, attributes, publishes }: FunctionChange,
  {
    tags,
    role,
    roleIsFresh,
  }: {
    readonly tags: Readonly<Record<string, string>>;
    readonly role: string | undefined;
    readonly roleIsFresh: boolean;
  },
): Promise<void> {
  const fields = new Set<RecordedField>(unappliedFields(tags, attributes));
  if (publishes) fields.delete('runtimeManagement');
  for (const field of fields) {
    // Lambda looks whether the role may send to the destinations.
    const used = { kind: field, functionName, roleArn: role ?? '', roleIsFresh };
    await withRole(clients, used, () =>
      applyRecordedAttribute(field, clients, functionName, attributes),
    );
  }
}

async function reserveConcurrency(
  { lambda }: AwsClients,
  { functionName, attributes: { reservedConcurrency } }: FunctionChange,
): Promise<void> {
  const FunctionName = functionName;
  if (typeof reservedConcurrency === 'number') {
    const input = { FunctionName, ReservedConcurrentExecutions: reservedConcurrency };
    await lambda.send(new PutFunctionConcurrencyCommand(input));
  } else {
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  }
}
