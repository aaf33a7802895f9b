import { decodePath } from '../../../web/web-request.ts';
import type { RouteDocument } from '../api-document.ts';
import { defaultRoute, parseRouteKey, type RouteKey } from './route-key.ts';

export interface RouteMatch {
  readonly routeKey: string;
  readonly route: RouteDocument;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * The route of a request: a full match before a greedy one, that before `$default`; of several the one
 * that says more, and a method before ANY.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute(
  routes: readonly RouteDocument[],
  { method, path }: { readonly method: string; readonly path: string },
): RouteMatch | undefined {
  const matches = routes.flatMap((route) => {
    const match = matchOne(route, method, path);
    return match === undefined ? [] : [match];
  });
  return matches.sort((one, other) => (one.rank < other.rank ? -1 : 1))[0];
}

function matchOne(
  route: RouteDocument,
  method: string,
  path: string,
): (RouteMatch & { readonly rank: string }) | undefined {
  const routeKey = route.RouteKey ?? '';
  const parsed = parseRouteKey(routeKey);
  if (parsed === undefined) return undefined;
  if (parsed === defaultRoute) return { route, routeKey, pathParameters: {}, rank: '~' };
  if (parsed.method !== 'ANY' && parsed.method !== method) return undefined;
  const pathParameters = matchPath(parsed, path.slice(1).split('/'));
  return pathParameters && { route, routeKey, pathParameters, rank: rankOf(parsed) };
}

function matchPath(
  { segments }: RouteKey,
  given: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const text = given[index] ?? '';
    if (segment.kind === 'greedy') {
      const rest = given.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[segment.name] = decodePath(rest);
      return parameters;
    }
    if (segment.kind === 'fixed') {
      if (given.length <= index || decodePath(text) !== decodePath(segment.text)) return undefined;
    } else if (text === '') return undefined;
    else parameters[segment.name] = decodePath(text);
  }
  return given.length === segments.length ? parameters : undefined;
}

/** Sorts before what it is to win against. */
function rankOf({ method, segments }: RouteKey): string {
  const ranks = { fixed: 'a', variable: 'b', greedy: 'c' };
  const isGreedy = segments.some(({ kind }) => kind === 'greedy');
  const path = segments.map(({ kind }) => ranks[kind]).join('');
  return `${isGreedy ? '1' : '0'}${path}${method === 'ANY' ? '1' : '0'}`;
}
