import type { WireResponse } from '../protocols/wire.ts';
import type { WebRequest } from './web-request.ts';

/** What answers at the addresses of one kind: of all function URLs, or of all HTTP APIs. */
export interface WebEndpoint {
  /** Longer bodies are not read. */
  readonly maxBodyBytes: number;
  /** What is wrong with the function, or with the request, is an answer. */
  answer(request: WebRequest): Promise<WireResponse>;
  /** The answer to a request whose body is too long. */
  tooLarge(request: WebRequest): WireResponse;
}

/** By the second label of their hosts: `ID.lambda-url.us-east-1.localhost:4566`. */
export type WebEndpoints = Readonly<
  Partial<Record<'lambda-url' | 'execute-api', () => Promise<WebEndpoint>>>
>;

/** The kind and the id of what a host names; undefined for the hosts of AWS's own services. */
export function endpointOfHost(
  host: string | undefined,
): { readonly kind: keyof WebEndpoints; readonly id: string } | undefined {
  const { id, kind } = endpointHost.exec(host ?? '')?.groups ?? {};
  if (id === undefined || kind === undefined) return undefined;
  return { id: id.toLowerCase(), kind: kind.toLowerCase() as keyof WebEndpoints };
}

const endpointHost =
  /^(?<id>[a-z0-9]+)\.(?<kind>lambda-url|execute-api)(\.[a-z0-9-]+)?\.localhost(:\d{1,5})?$/i;

/** The address of something here: `http://ID.lambda-url.us-east-1.localhost:4566`. */
export function addressOf(
  kind: keyof WebEndpoints,
  id: string,
  { endpoint, region }: { readonly endpoint: string; readonly region: string },
): string {
  const { port } = new URL(endpoint);
  return `http://${id}.${kind}.${region}.localhost${port === '' ? '' : `:${port}`}`;
}
