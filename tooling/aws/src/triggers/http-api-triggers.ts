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
  type AuthorizationType,
  type CreateRouteCommandInput,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import { describeApi, describeTrigger, type HttpApiConfig, type TriggerOf } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import { apiStage, removeApi } from './http-api-domain.ts';
import {
  apiIdOf,
  ensureApi,
  findApi,
  readAuthorizers,
  readSettings,
  readStage,
  removeAuthorizers,
  writeSettings,
} from './http-api.ts';
import { listAll } from './list-all.ts';
import type { Grant } from './policy-statements.ts';
import type { TriggerContext } from './trigger-context.ts';
import type { FoundTrigger, TriggerKind, TriggerToWrite } from './trigger-kind.ts';

type Declared = TriggerOf<'httpApi'>;

interface Handle {
  readonly apiId: string;
  readonly integrationId?: string | undefined;
}

const kind = 'http';
const kindOfState = 'httpApi';

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

/** None where there is no such API. */
async function readIntegrations(
  client: ApiGatewayV2Client,
  ApiId: string,
): Promise<readonly Integration[]> {
  try {
    return await listAll((NextToken) =>
      client.send(new GetIntegrationsCommand({ ApiId, NextToken })),
    );
  } catch (error) {
    if (isAwsError(error, 'NotFoundException')) return [];
    throw error;
  }
}

const targetOf = (integrationId: string | undefined) => `integrations/${integrationId ?? ''}`;

function authorizerOf(
  { AuthorizationType, AuthorizerId }: Route,
  names: ReadonlyMap<string | undefined, string | undefined>,
): string | undefined {
  if (AuthorizationType === 'AWS_IAM') return 'AWS_IAM';
  return AuthorizationType === 'JWT' ? names.get(AuthorizerId) : undefined;
}

/** @param wants - whether the function shall have routes */
async function readOwnRoutes(
  context: TriggerContext,
  wants: boolean,
): Promise<readonly FoundTrigger<Handle>[]> {
  const api = await findApi(context);
  if (api === undefined) return readLeft(context, undefined);
  const apiId = apiIdOf(api);
  const client = await context.clients.apiGateway();
  const [routes, all, authorizers, stage, isAllowed] = await Promise.all([
    readRoutes(client, apiId),
    readIntegrations(client, apiId),
    readAuthorizers(client, apiId),
    readStage(client, apiId),
    context.statements.isGranted(kind, grantOf(context, apiId)),
  ]);
  const names = new Map([...authorizers].map(([name, { AuthorizerId }]) => [AuthorizerId, name]));
  const routeOf = ({ IntegrationId }: Integration) =>
    routes.find(({ Target }) => Target === targetOf(IntegrationId));
  const integrations = all
    .filter((one) => isOurs(context, one))
    .toSorted((a, b) => Number(routeOf(a) === undefined) - Number(routeOf(b) === undefined));
  const seen = new Set<string>();
  const found = integrations.map((integration) => {
    const route = routeOf(integration);
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
    const { id, properties, ...state } = describeTrigger(declared, context);
    // A lost answer may have made two for one route: that without it goes.
    const isSecond = seen.has(id);
    seen.add(id);
    const ownId = isSecond ? `${id} ${integration.IntegrationId ?? ''}` : id;
    const isWhole = route !== undefined && isAllowed;
    return {
      state: { ...state, id: ownId, properties: { ...properties, isAllowed: isWhole } },
      handle: { apiId, integrationId: integration.IntegrationId },
    };
  });
  const isInUse = wants || found.length > 0;
  return [...found, ...(await readLeft(context, isInUse ? apiId : undefined))];
}

/** What an interrupted run has left, or who deleted an API by hand: only that it may call the function. */
async function readLeft(
  context: TriggerContext,
  apiInUse: string | undefined,
): Promise<readonly FoundTrigger<Handle>[]> {
  const apiIds = (await context.statements.sourcesOf(kind)).map(
    (arn) => arn.split(':').at(-1)?.split('/')[0] ?? '',
  );
  return apiIds
    .filter((apiId) => apiId !== apiInUse)
    .map((apiId) => {
      const title = `httpApi of the API ${apiId}, which does not call it any more`;
      return {
        state: { type: kindOfState, id: `httpApi of ${apiId}`, title, properties: {} },
        handle: { apiId },
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

/** The integration, with what leads to it. */
async function writeRoute(
  context: TriggerContext,
  ApiId: string,
  { declared, found }: TriggerToWrite<Declared, Handle>,
): Promise<void> {
  const { route, authorizer, scopes = [], timeout = 30 } = declared;
  const client = await context.clients.apiGateway();
  const integration = {
    ApiId,
    IntegrationType: 'AWS_PROXY' as const,
    IntegrationUri: context.aliasArn,
    PayloadFormatVersion: '2.0',
    TimeoutInMillis: timeout * 1000,
    Description: markOf(context, route),
  };
  const known = found?.handle.integrationId;
  const { IntegrationId } = await (known === undefined
    ? client.send(new CreateIntegrationCommand(integration))
    : client.send(new UpdateIntegrationCommand({ ...integration, IntegrationId: known })));
  const authorizers = await readAuthorizers(client, ApiId);
  const AuthorizationType: AuthorizationType =
    authorizer === undefined ? 'NONE' : authorizer === 'AWS_IAM' ? 'AWS_IAM' : 'JWT';
  await leadTo(client, {
    ApiId,
    RouteKey: route,
    Target: targetOf(IntegrationId),
    AuthorizationType,
    ...(AuthorizationType === 'JWT' && {
      AuthorizerId: authorizers.get(authorizer ?? '')?.AuthorizerId,
    }),
    AuthorizationScopes: [...scopes],
  });
  await throttle(client, ApiId, declared);
  if (known === undefined) await removeSeconds(context, ApiId, { route, IntegrationId });
}

/** Also a route that another function of ours gives up: it is there until that one is deployed. */
async function leadTo(client: ApiGatewayV2Client, input: CreateRouteCommandInput): Promise<void> {
  const { ApiId = '', RouteKey } = input;
  const find = async () =>
    (await readRoutes(client, ApiId)).find((one) => one.RouteKey === RouteKey)?.RouteId;
  const RouteId = await find();
  if (RouteId !== undefined) {
    // Left out, an update keeps the authorizer.
    await client.send(new UpdateRouteCommand({ AuthorizerId: '', ...input, RouteId }));
    return;
  }
  try {
    await client.send(new CreateRouteCommand(input));
  } catch (error) {
    // The answer to our own first request was lost, or another deploy made it at this moment.
    if (!isAwsError(error, 'ConflictException')) throw error;
    await client.send(new UpdateRouteCommand({ ...input, RouteId: await find() }));
  }
}

/** Where the answer was lost, AWS has made one before: nothing guards against that. */
async function removeSeconds(
  context: TriggerContext,
  ApiId: string,
  made: { readonly route: string; readonly IntegrationId: string | undefined },
): Promise<void> {
  const client = await context.clients.apiGateway();
  const mark = markOf(context, made.route);
  for (const one of await readIntegrations(client, ApiId)) {
    const { IntegrationId, Description } = one;
    if (IntegrationId === made.IntegrationId || Description !== mark) continue;
    if (!isOurs(context, one)) continue;
    await ifThere(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })));
  }
}

async function ifThere(sending: Promise<unknown>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!isAwsError(error, 'NotFoundException')) throw error;
  }
}

/** Only what still leads to this integration: another function of ours may have taken the route over. */
async function removeRoute(
  client: ApiGatewayV2Client,
  ApiId: string,
  IntegrationId: string,
): Promise<void> {
  const routes = await readRoutes(client, ApiId);
  for (const { RouteId, RouteKey = '', Target } of routes) {
    if (Target !== targetOf(IntegrationId)) continue;
    await throttle(client, ApiId, { route: RouteKey });
    await ifThere(client.send(new DeleteRouteCommand({ ApiId, RouteId })));
  }
  await ifThere(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })));
}

/** Whether it is a route of ours, of whichever function. */
const isOfService = (
  { IntegrationUri = '', Description }: Integration,
  route: string | undefined,
): boolean => {
  const [, functionName = ''] = /:function:([^:]+):live$/.exec(IntegrationUri) ?? [];
  return Description === `${functionName}: ${route ?? ''}`;
};

/** Routes of the service's HTTP API in the stage, each with an integration of its own that calls `live`. */
export const httpApiTriggers: TriggerKind<Declared, Handle> = {
  read: (context, declared) => readOwnRoutes(context, declared.length > 0),

  async check(context, declared) {
    const api = await findApi(context);
    if (api === undefined) return [];
    const client = await context.clients.apiGateway();
    const apiId = apiIdOf(api);
    const [routes, integrations] = await Promise.all([
      readRoutes(client, apiId),
      readIntegrations(client, apiId),
    ]);
    return declared.flatMap((one) => {
      const { route } = one;
      const found = routes.find(({ RouteKey }) => RouteKey === route);
      if (found === undefined) return [];
      const target = integrations.find(
        ({ IntegrationId }) => targetOf(IntegrationId) === found.Target,
      );
      if (target !== undefined && isOfService(target, route)) return [];
      const problem = `the route ${route} of the HTTP API ${apiId} is not ours: remove it, or the trigger`;
      return [{ declared: one, problem }];
    });
  },

  async write(context, trigger) {
    const ApiId = apiIdOf(await ensureApi(context));
    await context.statements.grant(kind, grantOf(context, ApiId));
    await context.clients.exclusively('HTTP API', () => writeRoute(context, ApiId, trigger));
  },

  async remove(context, { handle: { apiId: ApiId, integrationId } }) {
    const client = await context.clients.apiGateway();
    if (integrationId !== undefined) {
      await context.clients.exclusively('HTTP API', () =>
        removeRoute(client, ApiId, integrationId),
      );
    }
    const left = (await readIntegrations(client, ApiId)).some((one) => isOurs(context, one));
    if (!left) await context.statements.revoke(kind, grantOf(context, ApiId));
  },
};

type DeclaredApi = { readonly type: 'api' } & HttpApiConfig;

/** Whether others than this function have a route there. */
async function isShared(context: TriggerContext, apiId: string): Promise<boolean> {
  const client = await context.clients.apiGateway();
  const integrations = await readIntegrations(client, apiId);
  return integrations.some((one) => !isOurs(context, one));
}

/** The API itself: made with its first route, and removed with its last one. */
export const apiTriggers: TriggerKind<DeclaredApi, undefined> = {
  async read(context, [declared]) {
    const api = await findApi(context);
    if (api === undefined) return [];
    if (declared === undefined && (await isShared(context, apiIdOf(api)))) return [];
    return [{ state: describeApi(await readSettings(context, api)), handle: undefined }];
  },

  check: () => Promise.resolve([]),

  async write(context, { declared }) {
    await ensureApi(context);
    const { type: _, ...settings } = declared;
    await context.clients.exclusively('HTTP API', () => writeSettings(context, settings));
  },

  /** See `tidy`: what others have there, too, is known once this function's routes are gone. */
  remove: () => Promise.resolve(),

  /** It stays for as long as anybody has a route there: another lambda, or somebody else. */
  async tidy(context, [declared]) {
    await context.clients.exclusively('HTTP API', async () => {
      const api = await findApi(context);
      if (api === undefined) return;
      const client = await context.clients.apiGateway();
      const apiId = apiIdOf(api);
      if (declared !== undefined) {
        await removeAuthorizers(client, apiId, declared.authorizers ?? {});
        return;
      }
      const [routes, integrations] = await Promise.all([
        readRoutes(client, apiId),
        readIntegrations(client, apiId),
      ]);
      if (routes.length + integrations.length === 0) await removeApi(context, api);
    });
  },
};
