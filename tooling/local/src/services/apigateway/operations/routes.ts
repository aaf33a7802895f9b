import type {
  CreateRouteRequest,
  DeleteRouteRequest,
  GetRouteRequest,
  GetRoutesRequest,
  GetRoutesResponse,
  Route,
  UpdateRouteRequest,
} from '@aws-sdk/client-apigatewayv2';
import { parseRouteKey } from '../http/route-key.ts';
import type { ApiDocument, RouteDocument } from '../api-document.ts';
import { newId } from '../api-store.ts';
import { badRequest, conflict, notFound } from '../apigateway-errors.ts';
import { changeRouting, existingApi, without, type ApiWorld } from './api-world.ts';
import { page } from './page.ts';
import { pick } from './pick.ts';

export const routeOperations = (world: ApiWorld) => ({
  async CreateRoute(input: CreateRouteRequest): Promise<Route> {
    const id = newId(7);
    const route = { RouteKey: input.RouteKey, ...pick(input, kept) };
    await changeRouting(world, input.ApiId, (api) => {
      checkRoute(api, route);
      checkUnique(api, route);
      return { routes: { ...api.routes, [id]: route } };
    });
    return show(id, route);
  },

  async GetRoute({ ApiId, RouteId = '' }: GetRouteRequest): Promise<Route> {
    return show(RouteId, existingRoute(existingApi(world, ApiId), RouteId));
  },

  async GetRoutes(input: GetRoutesRequest): Promise<GetRoutesResponse> {
    const { routes } = existingApi(world, input.ApiId);
    return page(
      Object.entries(routes).map(([id, route]) => show(id, route)),
      input,
    );
  },

  async UpdateRoute(input: UpdateRouteRequest): Promise<Route> {
    const { ApiId, RouteId = '' } = input;
    await changeRouting(world, ApiId, (api) => {
      const before = existingRoute(api, RouteId);
      const route = {
        ...before,
        ...pick(input, kept),
        RouteKey: input.RouteKey ?? before.RouteKey,
      };
      checkRoute(api, route);
      checkUnique({ ...api, routes: without(api.routes, RouteId) }, route);
      return { routes: { ...api.routes, [RouteId]: route } };
    });
    return show(RouteId, existingRoute(existingApi(world, ApiId), RouteId));
  },

  async DeleteRoute({ ApiId, RouteId = '' }: DeleteRouteRequest): Promise<object> {
    await changeRouting(world, ApiId, (api) => {
      existingRoute(api, RouteId);
      return { routes: without(api.routes, RouteId) };
    });
    return {};
  },
});

const kept = [
  'AuthorizationScopes',
  'AuthorizationType',
  'AuthorizerId',
  'OperationName',
  'Target',
] as const satisfies readonly (keyof RouteDocument)[];

function show(id: string, route: RouteDocument): Route {
  return { ApiKeyRequired: false, AuthorizationType: 'NONE', ...route, RouteId: id };
}

/** @throws AwsError 404 */
function existingRoute({ routes }: ApiDocument, id: string): RouteDocument {
  const route = Object.hasOwn(routes, id) ? routes[id] : undefined;
  if (route !== undefined) return route;
  throw notFound(`Invalid Route identifier specified ${id}`, 'Route');
}

function checkUnique({ routes }: ApiDocument, { RouteKey }: RouteDocument): void {
  if (!Object.values(routes).some((route) => route.RouteKey === RouteKey)) return;
  throw conflict(`Route with key ${String(RouteKey)} already exists for this API`);
}

function checkRoute(api: ApiDocument, route: RouteDocument): void {
  const { RouteKey = '', Target, AuthorizationType = 'NONE', AuthorizerId } = route;
  if (parseRouteKey(RouteKey) === undefined) {
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. It should be formatted as: "<HTTP METHOD> <RESOURCE PATH>" or "$default"',
    );
  }
  const integration = /^integrations\/(.+)$/.exec(Target ?? '')?.[1];
  if (Target !== undefined && !Object.hasOwn(api.integrations, integration ?? '')) {
    throw badRequest(`Invalid integration specified for the route: ${Target}`);
  }
  if (AuthorizationType !== 'JWT' && AuthorizationType !== 'CUSTOM') return;
  const authorizer = api.authorizers[AuthorizerId ?? ''];
  const type = AuthorizationType === 'JWT' ? 'JWT' : 'REQUEST';
  if (authorizer?.AuthorizerType !== type) {
    throw badRequest(
      `Invalid authorizer ID specified. Setting the authorization type to ${AuthorizationType} requires a valid authorizer.`,
    );
  }
}
