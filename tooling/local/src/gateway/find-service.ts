import type { WireRequest } from '../protocols/wire.ts';
import type { LazyService } from './service-entry.ts';

/**
 * The service that a request is for: the one that it was signed for, else the one whose target,
 * API version or path it names. A signature that is not well-formed is looked at only so far.
 */
export function findService(
  services: readonly LazyService[],
  request: WireRequest,
): LazyService | undefined {
  const found = findEntry(services, request);
  return found?.query !== undefined && isQuery(request) ? found.query : found;
}

/** A form, where the other protocols send JSON and name their target. */
function isQuery({ headers, query }: WireRequest): boolean {
  if (headers['x-amz-target'] !== undefined) return false;
  return (
    query.has('Action') ||
    (headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false)
  );
}

function findEntry(
  services: readonly LazyService[],
  { headers, query, path }: WireRequest,
): LazyService | undefined {
  const credential = /\bCredential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const signedFor = (credential ?? query.get('X-Amz-Credential'))?.split('/').at(-2);
  if (signedFor !== undefined) return services.find(({ entry }) => entry.name === signedFor);
  const target = headers['x-amz-target']?.split('.')[0];
  const version = query.get('Version');
  return services.find(({ entry }) => {
    if (target !== undefined) return entry.targetPrefix === target;
    if (version !== null) return (entry.apiVersion ?? entry.query?.apiVersion) === version;
    return entry.paths?.test(path);
  });
}
