import {
  GetPolicyCommand,
  ListAliasesCommand,
  ListFunctionUrlConfigsCommand,
  paginateListEventSourceMappings,
} from '@aws-sdk/client-lambda';
import {
  defaultLogGroup,
  parseProvenance,
  readTriggerMark,
  scheduleRoleNameOf,
  type ForeignMapping,
  type ForeignStatement,
  type ForeignUrl,
  type FoundOrphan,
  type OrphanFacts,
  type Ownership,
  type TriggerType,
} from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { findOwnRole } from './find-own-role.ts';
import { findLogGroup } from './log-groups.ts';
import { getFunction, tagsOf } from './read-functions.ts';
import { isAwsError, translating } from './translate-error.ts';
import { isOwnStatement } from './triggers/own-statement.ts';
import { findOwnTriggers, type OwnTriggers } from './triggers/own-triggers.ts';
import type { Statement } from './triggers/policy-statements.ts';

/** Statements of one policy that are not of our making. */
async function readStatements(
  { lambda }: AwsClients,
  functionName: string,
  { qualifier, types }: PolicyOf,
): Promise<readonly ForeignStatement[]> {
  try {
    const { Policy = '{}' } = await lambda.send(
      new GetPolicyCommand({ FunctionName: functionName, Qualifier: qualifier }),
    );
    const { Statement: statements = [] } = JSON.parse(Policy) as {
      readonly Statement?: readonly Statement[];
    };
    return statements
      .filter((one) => qualifier !== liveAlias || !isOwnStatement(one, types))
      .map(({ Sid }) => ({ id: Sid, qualifier }));
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return [];
    throw error;
  }
}

interface PolicyOf {
  readonly qualifier?: string | undefined;
  /** Of the triggers that the function had of us. */
  readonly types: readonly TriggerType[];
}

async function readMappings(
  { lambda: client }: AwsClients,
  FunctionName: string,
): Promise<readonly ForeignMapping[]> {
  const found: ForeignMapping[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
    { client },
    { FunctionName },
  )) {
    for (const { EventSourceArn: source, UUID: uuid = '', State } of EventSourceMappings) {
      // What is being deleted is as good as gone, and comes again for some seconds.
      if (State !== 'Deleting') found.push({ uuid, source });
    }
  }
  return found;
}

async function readAliases({ lambda }: AwsClients, FunctionName: string) {
  const { Aliases = [] } = await lambda.send(
    new ListAliasesCommand({ FunctionName, MaxItems: 50 }),
  );
  const live = Aliases.find(({ Name }) => Name === liveAlias);
  return {
    weightedVersions: Object.keys(live?.RoutingConfig?.AdditionalVersionWeights ?? {}),
    otherAliases: Aliases.flatMap(({ Name = '' }) => (Name === liveAlias ? [] : [Name])),
    qualifiers: Aliases.map(({ Name = '' }) => Name),
  };
}

/** There is one URL of an alias at most: that of `live` is ours where a tag says that we made one. */
async function readUrls(
  { lambda }: AwsClients,
  FunctionName: string,
  types: readonly TriggerType[],
): Promise<readonly ForeignUrl[]> {
  const { FunctionUrlConfigs = [] } = await lambda.send(
    new ListFunctionUrlConfigsCommand({ FunctionName }),
  );
  return FunctionUrlConfigs.map(({ FunctionUrl: url = '', FunctionArn = '' }) => ({
    url,
    qualifier: FunctionArn.split(':')[7],
  })).filter(({ qualifier }) => qualifier !== liveAlias || !types.includes('functionUrl'));
}

/** UUIDs of the mappings that we made. */
const ownMappings = ({ kinds }: OwnTriggers): readonly unknown[] =>
  kinds
    .filter(({ type }) => ['queue', 'dynamodbStream', 'kinesisStream'].includes(type))
    .flatMap(({ found }) => found.map(({ handle }) => handle));

async function readFound(
  clients: AwsClients,
  { functionName, ownership }: OrphanQuery,
): Promise<{ found: Omit<FoundOrphan, 'stays'>; role: string; logGroup: string } | undefined> {
  const latest = await getFunction(clients, functionName);
  if (latest === undefined) return undefined;
  const live = (await getFunction(clients, functionName, liveAlias))?.Configuration;
  const { qualifiers, ...aliases } = await readAliases(clients, functionName);
  const {
    Role = '',
    LoggingConfig,
    RevisionId = '',
    FunctionArn = '',
  } = latest.Configuration ?? {};
  const tags = tagsOf(functionName, latest);
  const types = readTriggerMark(tags)?.types ?? [];
  const own = await findOwnTriggers(clients, { functionName, ownership, arn: FunctionArn, tags });
  // The unqualified name stands for mappings and statements of $LATEST alone.
  const names = [functionName, ...qualifiers.map((qualifier) => `${functionName}:${qualifier}`)];
  const [statements, mappings, urls] = await Promise.all([
    Promise.all(
      [undefined, ...qualifiers].map((qualifier) =>
        readStatements(clients, functionName, { qualifier, types }),
      ),
    ),
    Promise.all(names.map((name) => readMappings(clients, name))),
    readUrls(clients, functionName, types),
  ]);
  const ownUuids = new Set(ownMappings(own));
  const others = new Map(
    mappings.flat().flatMap((one) => (ownUuids.has(one.uuid) ? [] : [[one.uuid, one] as const])),
  );
  return {
    found: {
      tags,
      revisionId: RevisionId,
      ...(live !== undefined && {
        live: {
          functionName,
          version: live.Version ?? '',
          provenance: parseProvenance(live.Description),
        },
      }),
      ...aliases,
      triggers: own.triggers,
      ...(own.triggers.some(({ type }) => type === 'schedule') && {
        scheduleRole: scheduleRoleNameOf(functionName, clients.region),
      }),
      statements: statements.flat(),
      mappings: [...others.values()],
      urls,
    },
    role: Role,
    logGroup: LoggingConfig?.LogGroup ?? defaultLogGroup(functionName),
  };
}

/** Everything that speaks for and against removing a function: some ten requests. */
export async function readOrphan(
  clients: AwsClients,
  { functionName, ownership }: OrphanQuery,
): Promise<OrphanFacts> {
  return translating(functionName, async () => {
    const read = await readFound(clients, { functionName, ownership });
    const own = await findOwnRole(clients, { functionName, ownership });
    const logGroup = defaultLogGroup(functionName);
    const hasLogGroup = (await findLogGroup(clients, logGroup)) !== undefined;
    const base = {
      functionName,
      ownership,
      ...(own !== undefined && { roleName: own.name }),
      ...(hasLogGroup && { logGroup }),
    };
    if (read === undefined) return base;
    const { found, role } = read;
    const stays = [
      ...(role === own?.arn ? [] : [role]),
      ...(read.logGroup === logGroup ? [] : [`the log group ${read.logGroup}`]),
    ];
    return { ...base, found: { ...found, stays } };
  });
}

export interface OrphanQuery {
  readonly functionName: string;
  readonly ownership: Ownership;
}
