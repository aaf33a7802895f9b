import {
  GetPolicyCommand,
  ListAliasesCommand,
  ListFunctionUrlConfigsCommand,
  paginateListEventSourceMappings,
} from '@aws-sdk/client-lambda';
import {
  defaultLogGroup,
  parseProvenance,
  type FoundOrphan,
  type OrphanFacts,
  type Ownership,
} from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { findOwnRole } from './find-own-role.ts';
import { findLogGroup } from './log-groups.ts';
import { getFunction, tagsOf } from './read-functions.ts';
import { isAwsError, translating } from './translate-error.ts';

interface Statement {
  readonly Sid?: string;
}

async function readStatements(
  { lambda }: AwsClients,
  functionName: string,
  qualifier?: string,
): Promise<readonly string[]> {
  try {
    const { Policy = '{}' } = await lambda.send(
      new GetPolicyCommand({ FunctionName: functionName, Qualifier: qualifier }),
    );
    const { Statement: statements = [] } = JSON.parse(Policy) as {
      readonly Statement?: readonly Statement[];
    };
    return statements.map(({ Sid = 'a statement without an id' }) => Sid);
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return [];
    throw error;
  }
}

async function readEventSources(
  { lambda: client }: AwsClients,
  FunctionName: string,
): Promise<readonly string[]> {
  const sources: string[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
    { client },
    { FunctionName },
  )) {
    sources.push(
      ...EventSourceMappings.map(({ EventSourceArn, UUID = '' }) => EventSourceArn ?? UUID),
    );
  }
  return sources;
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

async function readUrls({ lambda }: AwsClients, FunctionName: string): Promise<readonly string[]> {
  const { FunctionUrlConfigs = [] } = await lambda.send(
    new ListFunctionUrlConfigsCommand({ FunctionName }),
  );
  return FunctionUrlConfigs.map(({ FunctionUrl = '' }) => FunctionUrl);
}

async function readFound(
  clients: AwsClients,
  functionName: string,
): Promise<{ found: Omit<FoundOrphan, 'stays'>; role: string; logGroup: string } | undefined> {
  const latest = await getFunction(clients, functionName);
  if (latest === undefined) return undefined;
  const live = (await getFunction(clients, functionName, liveAlias))?.Configuration;
  const { qualifiers, ...aliases } = await readAliases(clients, functionName);
  // The unqualified name stands for mappings and statements of $LATEST alone.
  const names = [functionName, ...qualifiers.map((qualifier) => `${functionName}:${qualifier}`)];
  const [statements, eventSources, urls] = await Promise.all([
    Promise.all(
      [undefined, ...qualifiers].map((one) => readStatements(clients, functionName, one)),
    ),
    Promise.all(names.map((name) => readEventSources(clients, name))),
    readUrls(clients, functionName),
  ]);
  const { Role = '', LoggingConfig, RevisionId = '' } = latest.Configuration ?? {};
  return {
    found: {
      tags: tagsOf(functionName, latest),
      revisionId: RevisionId,
      ...(live !== undefined && {
        live: {
          functionName,
          version: live.Version ?? '',
          provenance: parseProvenance(live.Description),
        },
      }),
      ...aliases,
      statements: statements.flat(),
      eventSources: [...new Set(eventSources.flat())],
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
    const read = await readFound(clients, functionName);
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
