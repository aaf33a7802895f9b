import {
  CreateIntegrationCommand,
  CreateRouteCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteRouteSettingsCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import {
  describeApi,
  describeTrigger,
  routeAddress,
  type HttpApiConfig,
  type TriggerOf,
} from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import {
  apiIdOf,
  apiStage,
  ensureApi,
  findApi,
  listAll,
  readAuthorizers,
  readSettings,
  readStage,
  removeApi,
  writeSettings,
} from './http-api.ts';
import type { Grant } from './policy-statements.ts';
import type { TriggerContext } from './trigger-context.ts';
import type { FoundTrigger, TriggerKind } from './trigger-kind.ts';

type Declared = TriggerOf<'httpApi'>;

interface Handle {
  readonly apiId: string;
  readonly routeId?: string | undefined;
  readonly integrationId?: string | undefined;
}

const kind = 'http';

/** Every method and path of the API: the API itself decides which of them lead here. */
const grantOf = ({ place }: TriggerContext, apiId: string): Grant => ({
  Action: 'lambda:InvokeFunction',
  Principal: 'apigateway.amazonaws.com',
  SourceArn: `arn:${place.partition}:execute-api:${place.region}:${place.account}:${apiId}/*`,
});

const markOf = ({ functionName }: TriggerContext, route: string) => `${functionName}: ${route}`;

/** Ours call `live`, and say whose they are. An integration is one route's alone. */
const isOurs = (
  { aliasArn, functionName }: TriggerContext,
  { IntegrationUri, Description = '' }: Integration,
): boolean => IntegrationUri === aliasArn && Description.startsWith(`${functionName}: `);

const readRoutes = (client: ApiGatewayV2Client, ApiId: string): Promise<readonly Route[]> =>
  listAll((NextToken) => client.send(new GetRoutesCommand({ ApiId, NextToken })));

const readIntegrations = (
  client: ApiGatewayV2Client,
  ApiId: string,
): Promise<readonly Integration[]> =>
  listAll((NextToken) => client.send(new GetIntegrationsCommand({ ApiId, NextToken })));

const targetOf = (integrationId: string | undefined) => `integrations/${integrationId ?? ''}`;

function authorizerOf(
  { AuthorizationType, AuthorizerId }: Route,
  names: ReadonlyMap<string | undefined, string | undefined>,
): string | undefined {
  if (AuthorizationType === 'AWS_IAM') return 'AWS_IAM';
  return AuthorizationType === 'JWT' ? names.get(AuthorizerId) : undefined;
}

async function readOwnRoutes(context: TriggerContext): Promise<readonly FoundTrigger<Handle>[]> {
  const api = await findApi(context);
  if (api === undefined) return [];
  const apiId = apiIdOf(api);
  const client = await context.clients.apiGateway();
  const [routes, integrations, authorizers, stage, isAllowed] = await Promise.all([
    readRoutes(client, apiId),
    readIntegrations(client, apiId),
    readAuthorizers(client, apiId),
    readStage(client, apiId),
    context.statements.isGranted(kind, grantOf(context, apiId)),
  ]);
  const names = new Map(authorizers.map(({ AuthorizerId, Name }) => [AuthorizerId, Name]));
  return integrations
    .filter((one) => isOurs(context, one))
    .map((integration) => {
      const route = routes.find(({ Target }) => Target === targetOf(integration.IntegrationId));
      const key = (integration.Description ?? '').slice(context.functionName.length + 2);
      const settings = stage?.RouteSettings?.[route?.RouteKey ?? ''];
      const declared: Declared = {
        type: 'httpApi',
        route: route?.RouteKey ?? key,
        authorizer: route && authorizerOf(route, names),
        scopes: route?.AuthorizationScopes,
        timeout: Math.round((integration.TimeoutInMillis ?? 30_000) / 1000),
        ...(settings?.ThrottlingRateLimit !== undefined && {
          throttling: {
            rateLimit: settings.ThrottlingRateLimit,
            burstLimit: settings.ThrottlingBurstLimit ?? 0,
          },
        }),
      };
      const { properties, ...state } = describeTrigger(declared, context);
      const isWhole = route !== undefined && isAllowed;
      const { ApiEndpoint: endpoint } = api;
      const address = endpoint === undefined ? endpoint : routeAddress(endpoint, declared.route);
      return {
        state: { ...state, properties: { ...properties, isAllowed: isWhole }, address },
        handle: { apiId, routeId: route?.RouteId, integrationId: integration.IntegrationId },
      };
    });
}

/** Throttling of a route stands in the stage: there, other routes keep theirs. */
async function throttle(
  client: ApiGatewayV2Client,
  ApiId: string,
  { route, throttling }: Pick<Declared, 'route' | 'throttling'>,
): Promise<void> {
  const stage = await readStage(client, ApiId);
  const isThere = stage?.RouteSettings?.[route] !== undefined;
  if (throttling !== undefined) {
    const settings = {
      ThrottlingRateLimit: throttling.rateLimit,
      ThrottlingBurstLimit: throttling.burstLimit,
    };
    await client.send(
      new UpdateStageCommand({ ApiId, StageName: apiStage, RouteSettings: { [route]: settings } }),
    );
  } else if (isThere) {
    const input = { ApiId, StageName: apiStage, RouteKey: route };
    await client.send(new DeleteRouteSettingsCommand(input));
  }
}

/** Routes of the service's HTTP API in the stage, each with an integration of its own that calls `live`. */
export const httpApiTriggers: TriggerKind<Declared, Handle> = {
  read: readOwnRoutes,

  async check(context, declared) {
    const api = await findApi(context);
    if (api === undefined) return [];
    const client = await context.clients.apiGateway();
    const apiId = apiIdOf(api);
    const [routes, integrations] = await Promise.all([
      readRoutes(client, apiId),
      readIntegrations(client, apiId),
    ]);
    const marked = new Map(
      integrations.map(({ IntegrationId, Description }) => [targetOf(IntegrationId), Description]),
    );
    return declared.flatMap(({ route }) => {
      const found = routes.find(({ RouteKey }) => RouteKey === route);
      if (found === undefined) return [];
      const owner = marked.get(found.Target ?? '');
      // One that another lambda of ours gives up is there until that one is deployed.
      if (owner?.endsWith(`: ${route}`) === true) return [];
      return [`the route ${route} of the HTTP API ${apiId} is not ours: remove it, or the trigger`];
    });
  },

  async write(context, { declared, found }) {
    const { route, authorizer, scopes = [], timeout = 30 } = declared;
    const client = await context.clients.apiGateway();
    const ApiId = apiIdOf(await ensureApi(context));
    await context.statements.grant(kind, grantOf(context, ApiId));
    const integration = {
      ApiId,
      IntegrationType: 'AWS_PROXY' as const,
      IntegrationUri: context.aliasArn,
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: timeout * 1000,
      Description: markOf(context, route),
    };
    const IntegrationId =
      found?.handle.integrationId ??
      (await client.send(new CreateIntegrationCommand(integration))).IntegrationId;
    if (found !== undefined) {
      await client.send(new UpdateIntegrationCommand({ ...integration, IntegrationId }));
    }
    const authorizers = await readAuthorizers(client, ApiId);
    const AuthorizerId = authorizers.find(({ Name }) => Name === authorizer)?.AuthorizerId;
    const input = {
      ApiId,
      RouteKey: route,
      Target: targetOf(IntegrationId),
      AuthorizationType:
        authorizer === undefined
          ? ('NONE' as const)
          : authorizer === 'AWS_IAM'
            ? ('AWS_IAM' as const)
            : ('JWT' as const),
      ...(authorizer !== undefined && authorizer !== 'AWS_IAM' && { AuthorizerId }),
      AuthorizationScopes: [...scopes],
    };
    const known =
      found?.handle.routeId ??
      (await readRoutes(client, ApiId)).find(({ RouteKey }) => RouteKey === route)?.RouteId;
    await (known === undefined
      ? client.send(new CreateRouteCommand(input))
      : client.send(new UpdateRouteCommand({ ...input, RouteId: known })));
    await context.clients.exclusively('HTTP API', () => throttle(client, ApiId, declared));
  },

  async remove(context, { state, handle: { apiId: ApiId, routeId, integrationId } }) {
    const client = await context.clients.apiGateway();
    const ifThere = async (removing: Promise<unknown>) => {
      try {
        await removing;
      } catch (error) {
        if (!isAwsError(error, 'NotFoundException')) throw error;
      }
    };
    if (routeId !== undefined) {
      await ifThere(client.send(new DeleteRouteCommand({ ApiId, RouteId: routeId })));
      const route = state.id.slice('httpApi '.length);
      await context.clients.exclusively('HTTP API', () => throttle(client, ApiId, { route }));
    }
    await ifThere(
      client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId: integrationId })),
    );
    const left = (await readIntegrations(client, ApiId)).some((one) => isOurs(context, one));
    if (!left) await context.statements.revoke(kind, grantOf(context, ApiId));
  },
};

type DeclaredApi = { readonly type: 'api' } & HttpApiConfig;

interface ApiHandle {
  readonly apiId: string;
  readonly domain: HttpApiConfig['domain'];
}

/** Whether others than this function have a route there. */
async function isShared(context: TriggerContext, apiId: string): Promise<boolean> {
  const client = await context.clients.apiGateway();
  const integrations = await readIntegrations(client, apiId);
  return integrations.some((one) => !isOurs(context, one));
}

/** The API itself: made with its first route, and removed with its last one. */
export const apiTriggers: TriggerKind<DeclaredApi, ApiHandle> = {
  async read(context, [declared]) {
    const api = await findApi(context);
    if (api === undefined) return [];
    if (declared === undefined && (await isShared(context, apiIdOf(api)))) return [];
    const settings = await readSettings(context, api, declared);
    return [
      { state: describeApi(settings), handle: { apiId: apiIdOf(api), domain: settings.domain } },
    ];
  },

  check: () => Promise.resolve([]),

  async write(context, { declared }) {
    const api = await ensureApi(context);
    const { type: _, ...settings } = declared;
    await context.clients.exclusively('HTTP API', () => writeSettings(context, api, settings));
  },

  /** It stays for as long as anybody has a route there: another lambda, or somebody else. */
  async remove(context, { handle: { apiId, domain } }) {
    const client = await context.clients.apiGateway();
    await context.clients.exclusively('HTTP API', async () => {
      try {
        const [routes, integrations] = await Promise.all([
          readRoutes(client, apiId),
          readIntegrations(client, apiId),
        ]);
        if (routes.length + integrations.length === 0) await removeApi(context, apiId, domain);
      } catch (error) {
        if (!isAwsError(error, 'NotFoundException')) throw error;
      }
    });
  },
};
