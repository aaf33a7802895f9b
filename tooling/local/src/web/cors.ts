import type { WireResponse } from '../protocols/wire.ts';
import { headerOf, type WebRequest } from './web-request.ts';

/** What web pages of other origins may do: of a function URL or an HTTP API. */
export interface CorsRules {
  readonly allowCredentials?: boolean | undefined;
  readonly allowHeaders?: readonly string[] | undefined;
  readonly allowMethods?: readonly string[] | undefined;
  readonly allowOrigins?: readonly string[] | undefined;
  readonly exposeHeaders?: readonly string[] | undefined;
  readonly maxAgeSeconds?: number | undefined;
}

/** Whether a browser asks what it may send, before it does. */
export function isPreflight(request: WebRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    headerOf(request, 'origin') !== undefined &&
    headerOf(request, 'access-control-request-method') !== undefined
  );
}

/** The answer to such a question, for which no function is called. */
export function preflightAnswer(
  rules: CorsRules,
  request: WebRequest,
  status: number,
): WireResponse {
  const allowed = allowOrigin(rules, request);
  if (allowed === undefined) return { status, headers: {}, body: '' };
  const { maxAgeSeconds } = rules;
  return {
    status,
    headers: {
      ...allowed,
      ...listed('access-control-allow-methods', rules.allowMethods),
      ...listed('access-control-allow-headers', rules.allowHeaders),
      ...(maxAgeSeconds !== undefined && { 'access-control-max-age': String(maxAgeSeconds) }),
    },
    body: '',
  };
}

/** Adds to an answer what its reader may do with it, in the place of what the function says. */
export function withCors(
  rules: CorsRules | undefined,
  request: WebRequest,
  answer: WireResponse,
): WireResponse {
  if (rules === undefined) return answer;
  const allowed = allowOrigin(rules, request);
  const own = Object.entries(answer.headers).filter(
    ([name]) => !name.startsWith('access-control-'),
  );
  return {
    ...answer,
    headers: {
      ...Object.fromEntries(own),
      ...allowed,
      ...(allowed && listed('access-control-expose-headers', rules.exposeHeaders)),
    },
  };
}

function allowOrigin(rules: CorsRules, request: WebRequest): Record<string, string> | undefined {
  const origin = headerOf(request, 'origin');
  const patterns = rules.allowOrigins ?? [];
  if (origin === undefined || !patterns.some((pattern) => matches(pattern, origin))) {
    return undefined;
  }
  const isAnybody = patterns.includes('*') && rules.allowCredentials !== true;
  return {
    'access-control-allow-origin': isAnybody ? '*' : origin,
    ...(!isAnybody && { vary: 'Origin' }),
    ...(rules.allowCredentials === true && { 'access-control-allow-credentials': 'true' }),
  };
}

/** `*`, an origin, or one with a star in it: `http://*`, `https://*.example.com`. */
function matches(pattern: string, origin: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(origin.toLowerCase());
}

function listed(name: string, values: readonly string[] | undefined): Record<string, string> {
  return values === undefined || values.length === 0 ? {} : { [name]: values.join(',') };
}
