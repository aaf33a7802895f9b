import { UserError } from '@tooling/core';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import type { LocalEndpointKey } from './local-endpoint-list.ts';

/** What an endpoint may know of a request besides its path and its body. */
export interface LocalRequest {
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when nobody reads the answer any more, and when the local AWS closes. */
  readonly signal: AbortSignal;
}

/**
 * Answers one request.
 *
 * @param rest - what stands in the place of the star, percent-encoded as it came
 * @param readText - reads the body
 * @returns bytes and a WholeAnswer are answered as they are, anything else as JSON; undefined means that
 *   nothing is there
 */
type LocalEndpoint = (
  rest: string,
  readText: () => Promise<string>,
  request: LocalRequest,
) => Promise<unknown>;

/** What the local AWS answers beside AWS's services: those of `localEndpointList`. */
export type LocalEndpoints = Readonly<Partial<Record<LocalEndpointKey, LocalEndpoint>>>;

/** An answer with headers of its own, or one that comes piece by piece. */
export class WholeAnswer {
  readonly response: WireResponse;

  constructor(response: WireResponse) {
    this.response = response;
  }
}

export async function answerLocal(
  { method, path, query, headers }: WireRequest,
  endpoints: LocalEndpoints,
  { readText, signal }: { readonly readText: () => Promise<string>; readonly signal: AbortSignal },
): Promise<WireResponse> {
  const matching = Object.entries(endpoints).flatMap(([key, answer]) => {
    const [allowed = '', pattern = ''] = key.split(' ');
    const rest = matchPath(pattern, path);
    return rest === undefined ? [] : [{ allowed, answer, rest }];
  });
  const endpoint = matching.find(({ allowed }) => allowed === method);
  if (endpoint !== undefined) {
    return await run(
      () => endpoint.answer(endpoint.rest, readText, { query, headers, signal }),
      path,
    );
  }
  if (matching.length === 0) return show(undefined, path);
  const methods = matching.map(({ allowed }) => allowed).join(', ');
  return json(405, { message: `${path} takes ${methods}` });
}

/** What the caller wrote wrong is said to the caller; everything else is a failure of ours. */
async function run(answer: () => Promise<unknown>, path: string): Promise<WireResponse> {
  try {
    return show(await answer(), path);
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'USAGE')) throw error;
    const { message, problems, hint } = error;
    return json(400, { message, problems, hint });
  }
}

function matchPath(pattern: string, path: string): string | undefined {
  if (!pattern.endsWith('*')) return pattern === path ? '' : undefined;
  const start = pattern.slice(0, -1);
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

function show(answer: unknown, path: string): WireResponse {
  if (answer === undefined) return json(404, { message: `There is no ${path}` });
  if (answer instanceof WholeAnswer) {
    const { headers } = answer.response;
    return { ...answer.response, headers: { ...headers, ...neverSniffed } };
  }
  if (!(answer instanceof Uint8Array)) return json(200, answer);
  const headers = { 'content-type': 'application/octet-stream', ...neverSniffed };
  return { status: 200, headers, body: answer };
}

function json(status: number, body: unknown): WireResponse {
  const headers = { 'content-type': 'application/json', ...neverSniffed };
  return { status, headers, body: `${JSON.stringify(body)}\n` };
}

/** What somebody put into a bucket or a log is nothing that a browser may take for a page. */
const neverSniffed = { 'x-content-type-options': 'nosniff' } as const;
