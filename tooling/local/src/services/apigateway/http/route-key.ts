/** A route, taken apart. */
export interface RouteKey {
  /** `ANY` of every one. */
  readonly method: string;
  readonly segments: readonly RouteSegment[];
}

type RouteSegment =
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'variable' | 'greedy'; readonly name: string };

export const defaultRoute = '$default';

/** `GET /pets/{id}`, `ANY /{proxy+}` or `$default`; undefined when it is none. */
export function parseRouteKey(key: string): RouteKey | typeof defaultRoute | undefined {
  if (key === defaultRoute) return defaultRoute;
  const [, method = '', path = ''] =
    /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) (\/\S*)$/.exec(key) ?? [];
  if (method === '') return undefined;
  const texts = path.slice(1).split('/');
  const segments = texts.map(parseSegment);
  const isWhole = segments.every((segment) => segment !== undefined);
  // What stands behind a greedy variable could never be reached.
  const greedy = segments.findIndex((segment) => segment?.kind === 'greedy');
  if (!isWhole || (greedy >= 0 && greedy < segments.length - 1)) return undefined;
  const names = segments.flatMap((segment) => (segment.kind === 'fixed' ? [] : [segment.name]));
  return new Set(names).size === names.length ? { method, segments } : undefined;
}

function parseSegment(text: string): RouteSegment | undefined {
  const [, name, plus] = /^\{([\w.:-]+)(\+?)\}$/.exec(text) ?? [];
  if (name !== undefined) return { kind: plus === '+' ? 'greedy' : 'variable', name };
  return /[{}]/.test(text) ? undefined : { kind: 'fixed', text };
}
