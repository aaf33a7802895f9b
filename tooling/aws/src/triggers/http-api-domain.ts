import {
  CreateApiMappingCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  GetApiMappingsCommand,
  GetDomainNamesCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type Api,
  type ApiGatewayV2Client,
  type ApiMapping,
} from '@aws-sdk/client-apigatewayv2';
import type { HttpApiConfig } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import { listAll } from './list-all.ts';
import type { TriggerContext } from './trigger-context.ts';

/** As much of an API as tells where it answers. */
type MappedApi = Pick<Api, 'ApiId' | 'Tags'>;
type Domain = NonNullable<HttpApiConfig['domain']>;

/** The only stage of the API: its address has no further part, and every change goes there at once. */
export const apiStage = '$default';

/**
 * Of an API: the domain that we have led to it, and during a change the one before it, too. A mapping has
 * neither tags nor a name, and others may lead domains of theirs to the API. `api.example.com/v1`
 */
const domainTag = 'lambda-deploy:domain';

const wordOf = ({ name, path = '' }: Domain): string => `${name}/${path}`;

function fromWord(word: string): Domain {
  const [name = '', ...path] = word.split('/');
  return { name, path: path.join('/') };
}

const rememberedIn = ({ Tags = {} }: MappedApi): readonly string[] =>
  (Tags[domainTag] ?? '').split(' ').filter((word) => word !== '');

async function readMappings(
  client: ApiGatewayV2Client,
  DomainName: string | undefined,
): Promise<readonly ApiMapping[]> {
  try {
    return await listAll((NextToken) =>
      client.send(new GetApiMappingsCommand({ DomainName, NextToken })),
    );
  } catch (error) {
    if (isAwsError(error, 'NotFoundException')) return [];
    throw error;
  }
}

/** The mapping of a domain and path to this API. */
async function findMapping(
  client: ApiGatewayV2Client,
  { ApiId }: MappedApi,
  { name, path = '' }: Domain,
): Promise<string | undefined> {
  const mappings = await readMappings(client, name);
  return mappings.find((one) => one.ApiId === ApiId && (one.ApiMappingKey ?? '') === path)
    ?.ApiMappingId;
}

/** The domain that we have led to an API; undefined where there is none, or not all of it. */
export async function readDomain(
  client: ApiGatewayV2Client,
  api: MappedApi,
): Promise<Domain | undefined> {
  const [word, ...others] = rememberedIn(api);
  if (word === undefined) return undefined;
  const domain = fromWord(word);
  const isThere = (await findMapping(client, api, domain)) !== undefined;
  // Also what an interrupted run has left is a difference.
  return isThere && others.length === 0
    ? domain
    : { ...domain, path: `${domain.path ?? ''} (partly)` };
}

async function remember(
  { clients, place }: TriggerContext,
  { ApiId = '' }: MappedApi,
  words: readonly string[],
): Promise<void> {
  const client = await clients.apiGateway();
  const ResourceArn = `arn:${place.partition}:apigateway:${place.region}::/apis/${ApiId}`;
  await (words.length === 0
    ? client.send(new UntagResourceCommand({ ResourceArn, TagKeys: [domainTag] }))
    : client.send(new TagResourceCommand({ ResourceArn, Tags: { [domainTag]: words.join(' ') } })));
}

/** Leads a domain to the API, and then ours from before no more. */
export async function writeDomain(
  context: TriggerContext,
  api: MappedApi,
  wanted: HttpApiConfig['domain'],
): Promise<void> {
  const client = await context.clients.apiGateway();
  const words = wanted === undefined ? [] : [wordOf(wanted)];
  const before = rememberedIn(api);
  const former = before.filter((word) => !words.includes(word));
  if (words.some((word) => !before.includes(word))) {
    await remember(context, api, [...words, ...before]);
  }
  if (wanted !== undefined && (await findMapping(client, api, wanted)) === undefined) {
    await client.send(
      new CreateApiMappingCommand({
        ApiId: api.ApiId,
        DomainName: wanted.name,
        Stage: apiStage,
        ApiMappingKey: wanted.path ?? '',
      }),
    );
  }
  for (const word of former) {
    const domain = fromWord(word);
    const ApiMappingId = await findMapping(client, api, domain);
    if (ApiMappingId === undefined) continue;
    await client.send(new DeleteApiMappingCommand({ DomainName: domain.name, ApiMappingId }));
  }
  if (former.length > 0) await remember(context, api, words);
}

/** Removes the API, where nothing of anybody is left in it, and no domain of others leads to it. */
export async function removeApi(context: TriggerContext, api: MappedApi): Promise<void> {
  const client = await context.clients.apiGateway();
  await writeDomain(context, api, undefined);
  const domains = await listAll((NextToken) =>
    client.send(new GetDomainNamesCommand({ NextToken })),
  );
  for (const { DomainName } of domains) {
    const mappings = await readMappings(client, DomainName);
    if (mappings.some(({ ApiId }) => ApiId === api.ApiId)) return;
  }
  try {
    await client.send(new DeleteApiCommand({ ApiId: api.ApiId }));
  } catch (error) {
    if (!isAwsError(error, 'NotFoundException')) throw error;
  }
}
