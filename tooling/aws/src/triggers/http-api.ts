import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  DeleteAuthorizerCommand,
  DeleteCorsConfigurationCommand,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetStagesCommand,
  UpdateApiCommand,
  UpdateApiMappingCommand,
  UpdateAuthorizerCommand,
  UpdateStageCommand,
  type Api,
  type ApiGatewayV2Client,
  type Authorizer,
  type Cors,
} from '@aws-sdk/client-apigatewayv2';
import { fingerprint, ownershipTagKeys, UserError, type HttpApiConfig } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import type { TriggerContext } from './trigger-context.ts';

/** Lists are short, and none of API Gateway's own paginators is there for them. */
export async function listAll<Item>(
  read: (token: string | undefined) => Promise<{ Items?: Item[]; NextToken?: string | undefined }>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    items.push(...(page.Items ?? []));
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return items;
}

/** Whose API it is. */
export type ApiOwner = Pick<TriggerContext, 'clients' | 'ownership'>;

const tagsOf = ({ ownership: { service, stage } }: ApiOwner) => ({
  [ownershipTagKeys.service]: service,
  [ownershipTagKeys.stage]: stage,
});

/** The only stage of the API: its address has no further part, and every change goes there at once. */
export const apiStage = '$default';

/** As much of an API as is looked at. */
export type FoundApi = Pick<Api, 'ApiId' | 'ApiEndpoint' | 'CorsConfiguration'>;

/** The HTTP API of the service in the stage, known by its tags; of two the older one. */
export async function findApi(context: ApiOwner): Promise<FoundApi | undefined> {
  const client = await context.clients.apiGateway();
  const apis = await listAll((NextToken) => client.send(new GetApisCommand({ NextToken })));
  const wanted = Object.entries(tagsOf(context));
  const own = apis.filter(({ Tags = {} }) => wanted.every(([key, value]) => Tags[key] === value));
  return own.toSorted(byAge)[0];
}

const byAge = (one: Api, other: Api) =>
  (one.CreatedDate?.getTime() ?? 0) - (other.CreatedDate?.getTime() ?? 0) ||
  ((one.ApiId ?? '') < (other.ApiId ?? '') ? -1 : 1);

/** The API, made where there is none; two deploys at once may both make one, and then keep the older. */
export async function ensureApi(context: TriggerContext): Promise<FoundApi> {
  return context.clients.exclusively('HTTP API', async () => {
    const found = await findApi(context);
    if (found !== undefined) return found;
    const client = await context.clients.apiGateway();
    const { service, stage } = context.ownership;
    const made = await client.send(
      new CreateApiCommand({
        Name: `${service}-${stage}`,
        ProtocolType: 'HTTP',
        Description: `HTTP API of ${service} in stage ${stage}`,
        Tags: tagsOf(context),
      }),
    );
    const kept = (await findApi(context)) ?? made;
    if (kept.ApiId !== made.ApiId) await client.send(new DeleteApiCommand({ ApiId: made.ApiId }));
    return kept;
  });
}

/** @throws UserError where somebody deleted it in between */
export function apiIdOf({ ApiId }: FoundApi): string {
  if (ApiId === undefined) throw new UserError('AWS_REFUSED', 'API Gateway tells no id of an API');
  return ApiId;
}

const fromCors = (cors: Cors): NonNullable<HttpApiConfig['cors']> => ({
  allowOrigins: cors.AllowOrigins,
  allowMethods: cors.AllowMethods,
  allowHeaders: cors.AllowHeaders,
  exposeHeaders: cors.ExposeHeaders,
  allowCredentials: cors.AllowCredentials,
  maxAge: cors.MaxAge,
});

const toCors = (cors: NonNullable<HttpApiConfig['cors']>): Cors => ({
  AllowOrigins: cors.allowOrigins,
  AllowMethods: cors.allowMethods,
  AllowHeaders: cors.allowHeaders,
  ExposeHeaders: cors.exposeHeaders,
  AllowCredentials: cors.allowCredentials,
  MaxAge: cors.maxAge,
});

/** What else there is of an API. */
export const readStage = async (client: ApiGatewayV2Client, ApiId: string) =>
  (await listAll((NextToken) => client.send(new GetStagesCommand({ ApiId, NextToken })))).find(
    ({ StageName }) => StageName === apiStage,
  );

export const readAuthorizers = (
  client: ApiGatewayV2Client,
  ApiId: string,
): Promise<readonly Authorizer[]> =>
  listAll((NextToken) => client.send(new GetAuthorizersCommand({ ApiId, NextToken })));

async function readDomain(
  client: ApiGatewayV2Client,
  ApiId: string,
  domain: HttpApiConfig['domain'],
): Promise<{ readonly config?: HttpApiConfig['domain']; readonly mappingId?: string | undefined }> {
  // A domain is asked about only where one is declared: the API does not know who leads to it.
  if (domain === undefined) return {};
  try {
    const mappings = await listAll((NextToken) =>
      client.send(new GetApiMappingsCommand({ DomainName: domain.name, NextToken })),
    );
    const own = mappings.find((one) => one.ApiId === ApiId);
    if (own === undefined) return {};
    const path = own.ApiMappingKey ?? '';
    return {
      config: { name: domain.name, ...(path !== '' && { path }) },
      mappingId: own.ApiMappingId,
    };
  } catch (error) {
    if (isAwsError(error, 'NotFoundException')) return {};
    throw error;
  }
}

/** The settings of an API in the words in which they are declared. */
export async function readSettings(
  context: TriggerContext,
  api: FoundApi,
  declared: HttpApiConfig | undefined,
): Promise<HttpApiConfig> {
  const client = await context.clients.apiGateway();
  const ApiId = apiIdOf(api);
  const [stage, authorizers, domain] = await Promise.all([
    readStage(client, ApiId),
    readAuthorizers(client, ApiId),
    readDomain(client, ApiId, declared?.domain),
  ]);
  const { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit } =
    stage?.DefaultRouteSettings ?? {};
  const log = stage?.AccessLogSettings;
  return {
    ...(api.CorsConfiguration !== undefined && { cors: fromCors(api.CorsConfiguration) }),
    ...(rateLimit !== undefined && burstLimit !== undefined && burstLimit > 0
      ? { throttling: { rateLimit, burstLimit } }
      : {}),
    ...(log?.DestinationArn !== undefined && {
      accessLog: { logGroupArn: log.DestinationArn, format: log.Format },
    }),
    authorizers: Object.fromEntries(
      authorizers
        .filter(({ AuthorizerType }) => AuthorizerType === 'JWT')
        .map(({ Name = '', JwtConfiguration: jwt, IdentitySource = [] }) => [
          Name,
          {
            issuer: jwt?.Issuer ?? '',
            audience: jwt?.Audience ?? [],
            identitySource: IdentitySource[0],
          },
        ]),
    ),
    ...(domain.config !== undefined && { domain: domain.config }),
  };
}

/** Brings the settings that all routes have in common to what is declared. */
export async function writeSettings(
  context: TriggerContext,
  api: FoundApi,
  declared: HttpApiConfig,
): Promise<void> {
  const client = await context.clients.apiGateway();
  const ApiId = apiIdOf(api);
  if (declared.cors !== undefined) {
    await client.send(new UpdateApiCommand({ ApiId, CorsConfiguration: toCors(declared.cors) }));
  } else if (api.CorsConfiguration !== undefined) {
    await client.send(new DeleteCorsConfigurationCommand({ ApiId }));
  }
  await writeStage(client, ApiId, declared);
  await writeAuthorizers(client, ApiId, declared.authorizers ?? {});
  await writeDomain(client, ApiId, declared.domain);
}

async function writeStage(
  client: ApiGatewayV2Client,
  ApiId: string,
  { throttling, accessLog }: HttpApiConfig,
): Promise<void> {
  const input = {
    ApiId,
    StageName: apiStage,
    AutoDeploy: true,
    DefaultRouteSettings: {
      ...(throttling !== undefined && {
        ThrottlingRateLimit: throttling.rateLimit,
        ThrottlingBurstLimit: throttling.burstLimit,
      }),
    },
    ...(accessLog !== undefined && {
      AccessLogSettings: { DestinationArn: accessLog.logGroupArn, Format: accessLog.format },
    }),
  };
  const isThere = (await readStage(client, ApiId)) !== undefined;
  await (isThere
    ? client.send(new UpdateStageCommand(input))
    : client.send(new CreateStageCommand(input)));
}

async function writeAuthorizers(
  client: ApiGatewayV2Client,
  ApiId: string,
  wanted: NonNullable<HttpApiConfig['authorizers']>,
): Promise<void> {
  const found = await readAuthorizers(client, ApiId);
  for (const [Name, { issuer, audience, identitySource }] of Object.entries(wanted)) {
    const input = {
      ApiId,
      Name,
      AuthorizerType: 'JWT' as const,
      IdentitySource: [identitySource ?? '$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: audience },
    };
    const known = found.find((one) => one.Name === Name);
    if (known === undefined) await client.send(new CreateAuthorizerCommand(input));
    else if (!isSameAuthorizer(known, input)) {
      const { AuthorizerId } = known;
      await client.send(new UpdateAuthorizerCommand({ ...input, AuthorizerId }));
    }
  }
  for (const { Name = '', AuthorizerId, AuthorizerType } of found) {
    if (AuthorizerType !== 'JWT' || Object.hasOwn(wanted, Name)) continue;
    try {
      await client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }));
    } catch (error) {
      // A route of a function that is yet to be changed has it: the last one takes it away.
      if (!isAwsError(error, 'ConflictException', 'NotFoundException')) throw error;
    }
  }
}

const isSameAuthorizer = (one: Authorizer, other: Authorizer): boolean =>
  fingerprint([one.IdentitySource, one.JwtConfiguration]) ===
  fingerprint([other.IdentitySource, other.JwtConfiguration]);

async function writeDomain(
  client: ApiGatewayV2Client,
  ApiId: string,
  wanted: HttpApiConfig['domain'],
): Promise<void> {
  if (wanted === undefined) return;
  const { config, mappingId } = await readDomain(client, ApiId, wanted);
  const ApiMappingKey = wanted.path ?? '';
  if (config !== undefined && (config.path ?? '') === ApiMappingKey) return;
  const input = { ApiId, DomainName: wanted.name, Stage: apiStage, ApiMappingKey };
  await (mappingId === undefined
    ? client.send(new CreateApiMappingCommand(input))
    : client.send(new UpdateApiMappingCommand({ ...input, ApiMappingId: mappingId })));
}

/** Removes the API, where nothing of anybody is left in it. */
export async function removeApi(
  context: TriggerContext,
  ApiId: string,
  domain: HttpApiConfig['domain'],
): Promise<void> {
  const client = await context.clients.apiGateway();
  const { mappingId } = await readDomain(client, ApiId, domain);
  try {
    if (mappingId !== undefined) {
      const mapping = { DomainName: domain?.name, ApiMappingId: mappingId };
      await client.send(new DeleteApiMappingCommand(mapping));
    }
    await client.send(new DeleteApiCommand({ ApiId }));
  } catch (error) {
    if (!isAwsError(error, 'NotFoundException')) throw error;
  }
}
