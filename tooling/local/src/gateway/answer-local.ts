import type { WireRequest, WireResponse } from '../protocols/wire.ts';

/**
 * What the local AWS answers beside AWS's services, by method and path: `POST /_local/reset`, or
 * `GET /_local/code/*`, which is called with what stands in the place of the star.
 *
 * Bytes are answered as they are, anything else as JSON; undefined means that nothing is there.
 */
export type LocalEndpoints = Readonly<Record<string, (rest: string) => Promise<unknown>>>;

export async function answerLocal(
  { method, path }: WireRequest,
  endpoints: LocalEndpoints,
): Promise<WireResponse> {
  const matching = Object.entries(endpoints).flatMap(([key, answer]) => {
    const [allowed = '', pattern = ''] = key.split(' ');
    const rest = matchPath(pattern, path);
    return rest === undefined ? [] : [{ allowed, answer, rest }];
  });
  const endpoint = matching.find(({ allowed }) => allowed === method);
  if (endpoint !== undefined) return show(await endpoint.answer(endpoint.rest), path);
  if (matching.length === 0) return show(undefined, path);
  const methods = matching.map(({ allowed }) => allowed).join(', ');
  return json(405, { message: `${path} takes ${methods}` });
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
