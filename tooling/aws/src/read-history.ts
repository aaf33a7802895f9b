import {
  paginateListAliases,
  paginateListVersionsByFunction,
  type AliasConfiguration,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import {
  parseProvenance,
  type FunctionAlias,
  type FunctionHistory,
  type PublishedVersion,
} from '@tooling/core';
import { weightsOf } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { getFunction, tagsOf } from './read-functions.ts';

/**
 * Versions, aliases and tags of a function: one GetFunction, and of the narrow quota one request for
 * the aliases and one for every fifty versions.
 *
 * @returns undefined when there is no such function
 */
export async function readHistory(
  clients: AwsClients,
  functionName: string,
): Promise<FunctionHistory | undefined> {
  const output = await getFunction(clients, functionName);
  if (output === undefined) return undefined;
  const [versions, aliases] = await Promise.all([
    listVersions(clients, functionName),
    listAliases(clients, functionName),
  ]);
  return { functionName, tags: tagsOf(functionName, output), versions, aliases };
}

async function listVersions(
  { lambda: client }: AwsClients,
  functionName: string,
): Promise<readonly PublishedVersion[]> {
  const versions: PublishedVersion[] = [];
  const pages = paginateListVersionsByFunction({ client }, { FunctionName: functionName });
  for await (const { Versions = [] } of pages) {
    versions.push(...Versions.filter(({ Version }) => Version !== '$LATEST').map(toVersion));
  }
  return versions.toSorted((a, b) => Number(b.version) - Number(a.version));
}

async function listAliases(
  { lambda: client }: AwsClients,
  functionName: string,
): Promise<readonly FunctionAlias[]> {
  const aliases: FunctionAlias[] = [];
  for await (const page of paginateListAliases({ client }, { FunctionName: functionName })) {
    aliases.push(...(page.Aliases ?? []).map(toAlias));
  }
  return aliases;
}

function toVersion(configuration: FunctionConfiguration): PublishedVersion {
  return {
    version: configuration.Version ?? '',
    publishedAt: configuration.LastModified ?? '',
    codeSha256: configuration.CodeSha256 ?? '',
    codeBytes: configuration.CodeSize ?? 0,
    provenance: parseProvenance(configuration.Description),
  };
}

function toAlias(alias: AliasConfiguration): FunctionAlias {
  return {
    name: alias.Name ?? '',
    version: alias.FunctionVersion ?? '',
    additionalVersionWeights: weightsOf(alias),
    description: alias.Description ?? '',
    revisionId: alias.RevisionId ?? '',
  };
}
