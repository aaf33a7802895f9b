import {
  GetFunctionCodeSigningConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionRecursionConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  GetRuntimeManagementConfigCommand,
} from '@aws-sdk/client-lambda';
import {
  areTriggersApplied,
  parseAliasMove,
  recordedIn,
  switchingVersionOf,
  unappliedFields,
  type DriftFacts,
  type LiveFunction,
  type RecordedAttributes,
  type RecordedField,
  type TriggerState,
  type WantedFunction,
} from '@tooling/core';
import { getLiveAlias, liveAlias, weightsOf } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { readDeployed, readVersion } from './read-deployed.ts';
import { getFunction } from './read-functions.ts';
import { readHistory } from './read-history.ts';
import { readRoleDrift } from './read-role-drift.ts';
import { toSettings } from './to-settings.ts';
import { isAwsError, translating } from './translate-error.ts';
import { findOwnTriggers } from './triggers/own-triggers.ts';

const isNotThere = (error: unknown): boolean =>
  isAwsError(error, 'ResourceNotFoundException', 'ProvisionedConcurrencyConfigNotFoundException');

type Read = (clients: AwsClients, functionName: string) => Promise<unknown>;

const reads: Readonly<Record<RecordedField, Read>> = {
  provisionedConcurrency: async ({ lambda }, FunctionName) =>
    (
      await lambda.send(
        new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: liveAlias }),
      )
    ).RequestedProvisionedConcurrentExecutions,
  asyncInvocation: async ({ lambda }, FunctionName) => {
    const found = await lambda.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier: liveAlias }),
    );
    return {
      maximumRetryAttempts: found.MaximumRetryAttempts,
      maximumEventAge: found.MaximumEventAgeInSeconds,
      onSuccess: found.DestinationConfig?.OnSuccess?.Destination,
      onFailure: found.DestinationConfig?.OnFailure?.Destination,
    };
  },
  recursion: async ({ lambda }, FunctionName) =>
    (await lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName }))).RecursiveLoop,
  runtimeManagement: async ({ lambda }, FunctionName) => {
    const found = await lambda.send(
      new GetRuntimeManagementConfigCommand({ FunctionName, Qualifier: '$LATEST' }),
    );
    return { updateRuntimeOn: found.UpdateRuntimeOn, runtimeVersionArn: found.RuntimeVersionArn };
  },
  codeSigningConfigArn: async ({ lambda }, FunctionName) =>
    (await lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName })))
      .CodeSigningConfigArn,
};

/** Those that were applied as they are declared: of others nobody knows what they were left at. */
async function readRecorded(
  clients: AwsClients,
  { functionName, attributes: { tags } }: LiveFunction,
  { attributes }: WantedFunction,
): Promise<RecordedAttributes> {
  const unapplied: readonly string[] = unappliedFields(tags, attributes);
  const applied = [...recordedIn(tags).keys()].filter((field) => !unapplied.includes(field));
  const entries = applied.map(async (field) => {
    const read = (reads as Readonly<Record<string, Read | undefined>>)[field];
    try {
      return [field, await read?.(clients, functionName)] as const;
    } catch (error) {
      if (!isNotThere(error)) throw error;
      return [field, null] as const;
    }
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Undefined where there are none, or where nobody knows what they were left at. */
async function readTriggers(
  clients: AwsClients,
  { functionName, functionArn, attributes: { tags } }: LiveFunction,
  { triggers: wanted, ownership }: WantedFunction,
): Promise<readonly TriggerState[] | undefined> {
  if (wanted.triggers.length === 0 || !areTriggersApplied(tags, wanted)) return undefined;
  const holder = { functionName, ownership, arn: functionArn, tags, wanted };
  return (await findOwnTriggers(clients, holder)).triggers;
}

/**
 * Everything that may have drifted: per function one or two GetFunction and one GetAlias, and more only
 * for what is declared, or where something differs.
 */
export async function readDrift(
  clients: AwsClients,
  live: LiveFunction,
  wanted: WantedFunction,
): Promise<DriftFacts> {
  const { functionName } = live;
  return translating(functionName, async () => {
    const [latest, alias] = await Promise.all([
      getFunction(clients, functionName),
      getLiveAlias(clients, functionName),
    ]);
    const configuration = latest?.Configuration ?? {};
    const settings = toSettings(configuration, latest?.Code);
    const { codeSha256, version, provenance } = live;
    const said = parseAliasMove(alias?.Description)?.version;
    const isAsDeployed = provenance !== undefined && (said === undefined || said === version);
    const deployed = isAsDeployed
      ? { version, codeSha256, settings: live.settings, provenance }
      : await readDeployed(clients, functionName, alias?.Description);
    const isSameLatest =
      configuration.CodeSha256 === codeSha256 &&
      JSON.stringify(settings) === JSON.stringify(live.settings);
    const newest = isSameLatest
      ? undefined
      : (await readHistory(clients, functionName))?.versions[0]?.version;
    const isSwitching = switchingVersionOf(live.attributes.tags) !== undefined;
    return {
      live,
      deployed,
      latest: { codeSha256: configuration.CodeSha256 ?? '', settings },
      ...(newest !== undefined && { newest: await readVersion(clients, functionName, newest) }),
      strayWeights: alias === undefined || isSwitching ? {} : (weightsOf(alias) ?? {}),
      recorded: await readRecorded(clients, live, wanted),
      triggers: await readTriggers(clients, live, wanted),
      role: await readRoleDrift(clients, live, wanted),
    };
  });
}
