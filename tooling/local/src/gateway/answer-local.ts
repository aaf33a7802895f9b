import type { WireRequest, WireResponse } from '../protocols/wire.ts';

/** What the local AWS answers beside AWS's services: method and path → what to do. */
export type LocalEndpoints = Readonly<Record<string, () => Promise<unknown>>>;

/** `POST /_local/reset` and the like; the answer is JSON. */
export async function answerLocal(
  { method, path }: WireRequest,
  endpoints: LocalEndpoints,
): Promise<WireResponse> {
  const endpoint = endpoints[`${method} ${path}`];
  if (endpoint !== undefined) return json(200, (await endpoint()) ?? {});
  const methods = Object.keys(endpoints)
    .map((key) => key.split(' '))
    .filter(([, other]) => other === path)
    .map(([allowed]) => allowed);
  if (methods.length === 0) return json(404, { message: `There is no ${path}` });
  return json(405, { message: `${path} takes ${methods.join(', ')}` });
}

function json(status: number, body: unknown): WireResponse {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: `${JSON.stringify(body)}\n` };
}
