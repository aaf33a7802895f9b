import type { WireRequest } from '../protocols/wire.ts';
import type { LazyService } from './service-entry.ts';

/**
 * The service that a request is for: the one that it was signed for, else the one whose target,
 * API version or path it names. A signature that is not well-formed is looked at only so far.
 */
export function findService(
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
    if (version !== null) return entry.apiVersion === version;
    return entry.paths?.test(path);
  });
}
