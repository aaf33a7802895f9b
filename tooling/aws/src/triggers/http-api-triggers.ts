import type { Integration, Route } from '@aws-sdk/client-apigatewayv2';
import {
  describeApi,
  describeTrigger,
  routeAddress,
  type HttpApiConfig,
  type TriggerOf,
} from '@tooling/core';
import { removeApi } from './http-api-domain.ts';
import {
  isOurs,
  readIntegrations,
  readRoutes,
  removeRoute,
  targetOf,
  writeRoute,
  type RouteHandle,
} from './http-api-routes.ts';
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
import type { Grant } from './policy-statements.ts';
import type { TriggerContext } from './trigger-context.ts';
import type { FoundTrigger, TriggerKind } from './trigger-kind.ts';

type Declared = TriggerOf<'httpApi'>;

const kind = 'http';
const kindOfState = 'httpApi';

/** Every method and path of the API: the API itself decides which of them lead here. */
const grantOf = ({ place }: TriggerContext, apiId: string): Grant => ({
  Action: 'lambda:InvokeFunction',
  Principal: 'apigateway.amazonaws.com',
  SourceArn: `arn:${place.partition}:execute-api:${place.region}:${place.account}:${apiId}/*`,
});

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
): Promise<readonly FoundTrigger<RouteHandle>[]> {
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
    const { ApiEndpoint: endpoint } = api;
    const address = endpoint === undefined ? endpoint : routeAddress(endpoint, declared.route);
    return {
      state: { ...state, id: ownId, properties: { ...properties, isAllowed: isWhole }, address },
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
): Promise<readonly FoundTrigger<RouteHandle>[]> {
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

/** Whether it is a route of ours, of whichever function. */
const isOfService = (
  { IntegrationUri = '', Description }: Integration,
  route: string | undefined,
): boolean => {
  const [, functionName = ''] = /:function:([^:]+):live$/.exec(IntegrationUri) ?? [];
  return Description === `${functionName}: ${route ?? ''}`;
};

/** Routes of the service's HTTP API in the stage, each with an integration of its own that calls `live`. */
export const httpApiTriggers: TriggerKind<Declared, RouteHandle> = {
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
