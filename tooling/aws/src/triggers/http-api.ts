import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateStageCommand,
  DeleteAccessLogSettingsCommand,
  DeleteApiCommand,
  DeleteAuthorizerCommand,
  DeleteCorsConfigurationCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetStagesCommand,
  UpdateApiCommand,
  UpdateAuthorizerCommand,
  UpdateStageCommand,
  type Api,
  type ApiGatewayV2Client,
  type Authorizer,
} from '@aws-sdk/client-apigatewayv2';
import {
  fingerprint,
  isEmptyCors,
  ownershipTagKeys,
  usualFormat,
  UserError,
  type HttpApiConfig,
} from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import { apiStage, readDomain, writeDomain } from './http-api-domain.ts';
import { listAll } from './list-all.ts';
import { fromCors, toCors } from './translate-cors.ts';
import type { TriggerContext } from './trigger-context.ts';

/** Whose API it is. */
export type ApiOwner = Pick<TriggerContext, 'clients' | 'ownership'>;

const tagsOf = ({ ownership: { service, stage } }: ApiOwner) => ({
  [ownershipTagKeys.service]: service,
  [ownershipTagKeys.stage]: stage,
});

/** As much of an API as is looked at. */
export type FoundApi = Pick<Api, 'ApiId' | 'ApiEndpoint' | 'CorsConfiguration' | 'Tags'>;

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

/** What else there is of an API. */
export const readStage = async (client: ApiGatewayV2Client, ApiId: string) =>
  (await listAll((NextToken) => client.send(new GetStagesCommand({ ApiId, NextToken })))).find(
    ({ StageName }) => StageName === apiStage,
  );

/** Of ours: others have no such names. */
const authorizerPrefix = 'lambda-deploy-';

/** JWT authorizers that we made, by the names by which they are declared. */
export async function readAuthorizers(
  client: ApiGatewayV2Client,
  ApiId: string,
): Promise<ReadonlyMap<string, Authorizer>> {
  const all = await listAll((NextToken) =>
    client.send(new GetAuthorizersCommand({ ApiId, NextToken })),
  );
  return new Map(
    all
      .filter(({ Name = '' }) => Name.startsWith(authorizerPrefix))
      .map((one) => [(one.Name ?? '').slice(authorizerPrefix.length), one]),
  );
}

/** The settings of an API in the words in which they are declared. */
export async function readSettings(context: TriggerContext, api: FoundApi): Promise<HttpApiConfig> {
  const client = await context.clients.apiGateway();
  const ApiId = apiIdOf(api);
  const [stage, authorizers, domain] = await Promise.all([
    readStage(client, ApiId),
    readAuthorizers(client, ApiId),
    readDomain(client, api),
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
      [...authorizers].map(([name, { JwtConfiguration: jwt, IdentitySource = [] }]) => [
        name,
        {
          issuer: jwt?.Issuer ?? '',
          audience: jwt?.Audience ?? [],
          identitySource: IdentitySource[0],
        },
      ]),
    ),
    ...(domain !== undefined && { domain }),
  };
}

/** Brings the settings that all routes have in common to what is declared. */
export async function writeSettings(
  context: TriggerContext,
  declared: HttpApiConfig,
): Promise<void> {
  const client = await context.clients.apiGateway();
  const api = await findApi(context);
  if (api === undefined) throw new UserError('REMOTE_MOVED', 'the HTTP API was deleted meanwhile');
  const ApiId = apiIdOf(api);
  if (declared.cors !== undefined && !isEmptyCors(declared.cors)) {
    await client.send(new UpdateApiCommand({ ApiId, CorsConfiguration: toCors(declared.cors) }));
  } else if (api.CorsConfiguration !== undefined) {
    await client.send(new DeleteCorsConfigurationCommand({ ApiId }));
  }
  await writeStage(client, ApiId, declared);
  await writeAuthorizers(client, ApiId, declared.authorizers ?? {});
  await writeDomain(context, api, declared.domain);
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
      AccessLogSettings: {
        DestinationArn: accessLog.logGroupArn.replace(/:\*$/, ''),
        Format: accessLog.format ?? usualFormat,
      },
    }),
  };
  const found = await readStage(client, ApiId);
  await (found === undefined
    ? client.send(new CreateStageCommand(input))
    : client.send(new UpdateStageCommand(input)));
  // Left out, an update keeps it.
  if (accessLog === undefined && found?.AccessLogSettings?.DestinationArn !== undefined) {
    await client.send(new DeleteAccessLogSettingsCommand({ ApiId, StageName: apiStage }));
  }
}

async function writeAuthorizers(
  client: ApiGatewayV2Client,
  ApiId: string,
  wanted: NonNullable<HttpApiConfig['authorizers']>,
): Promise<void> {
  const found = await readAuthorizers(client, ApiId);
  for (const [name, { issuer, audience, identitySource }] of Object.entries(wanted)) {
    const input = {
      ApiId,
      Name: `${authorizerPrefix}${name}`,
      AuthorizerType: 'JWT' as const,
      IdentitySource: [identitySource ?? '$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: audience },
    };
    const known = found.get(name);
    if (known === undefined) await client.send(new CreateAuthorizerCommand(input));
    else if (!isSameAuthorizer(known, input)) {
      const { AuthorizerId } = known;
      await client.send(new UpdateAuthorizerCommand({ ...input, AuthorizerId }));
    }
  }
}

/** Takes away those that are not declared, unless a route still has them: then the last one does it. */
export async function removeAuthorizers(
  client: ApiGatewayV2Client,
  ApiId: string,
  wanted: NonNullable<HttpApiConfig['authorizers']>,
): Promise<void> {
  for (const [name, { AuthorizerId }] of await readAuthorizers(client, ApiId)) {
    if (Object.hasOwn(wanted, name)) continue;
    try {
      await client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }));
    } catch (error) {
      if (!isAwsError(error, 'ConflictException', 'NotFoundException')) throw error;
    }
  }
}

const isSameAuthorizer = (one: Authorizer, other: Authorizer): boolean =>
  fingerprint([one.IdentitySource, one.JwtConfiguration]) ===
  fingerprint([other.IdentitySource, other.JwtConfiguration]);
