import { UserError } from '@tooling/core';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';

/**
 * What the local AWS answers beside AWS's services, by method and path: `POST /_local/reset`, or
 * `GET /_local/code/*`, which is called with what stands in the place of the star, and with what reads
 * the request's body.
 *
 * Bytes are answered as they are, anything else as JSON; undefined means that nothing is there.
 */
export type LocalEndpoints = Readonly<
  Record<string, (rest: string, readText: () => Promise<string>) => Promise<unknown>>
>;

export async function answerLocal(
  { method, path }: WireRequest,
  endpoints: LocalEndpoints,
  readText: () => Promise<string>,
): Promise<WireResponse> {
  const matching = Object.entries(endpoints).flatMap(([key, answer]) => {
    const [allowed = '', pattern = ''] = key.split(' ');
    const rest = matchPath(pattern, path);
    return rest === undefined ? [] : [{ allowed, answer, rest }];
  });
  const endpoint = matching.find(({ allowed }) => allowed === method);
  if (endpoint !== undefined)
    return await run(() => endpoint.answer(endpoint.rest, readText), path);
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
  if (!(answer instanceof Uint8Array)) return json(200, answer);
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: answer };
}

function json(status: number, body: unknown): WireResponse {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: `${JSON.stringify(body)}\n` };
}
