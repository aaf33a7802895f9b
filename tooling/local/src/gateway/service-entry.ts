import { lazy } from '../lazy.ts';
import { loadCodec, type Codec, type WireSettings } from '../protocols/codec.ts';
import { readServiceModel, type ServiceModel } from '../protocols/service-model.ts';
import type { Protocol, Service } from '../service.ts';

/** What is known of a service before it is loaded: enough to see that a request is for it. */
export interface ServiceEntry extends WireSettings {
  /** The signing name: `lambda`, `logs`. */
  readonly name: string;
  readonly protocol: Protocol;
  /** Called once, at the first request for it. */
  readonly load: () => Promise<Service>;
  /** JSON protocols: what stands before the dot in X-Amz-Target. */
  readonly targetPrefix?: string;
  /** Query protocol: the Version parameter. */
  readonly apiVersion?: string;
  /** The query protocol beside another one: older clients speak it, such as AWS CLIs before 2.13. */
  readonly query?: Required<Pick<ServiceEntry, 'apiVersion' | 'xmlNamespace'>>;
  /** REST protocols: the paths that are this service's, whoever signed the request. */
  readonly paths?: RegExp;
  /** Takes bodies with Content-Encoding gzip; in others that is what the body is of. */
  readonly inflates?: boolean;
  /** Has operations whose payload is too large for the memory. */
  readonly streams?: boolean;
  /** Its host name may begin with the first label of the path: `bucket.localhost`. */
  readonly hostLabel?: boolean;
  /** Its requests may be signed in their URLs, for some time. */
  readonly presigned?: boolean;
  /** Operations that nobody needs credentials for: they are how one gets some. */
  readonly unsigned?: readonly string[];
  /** Its requests may be signed for any region. */
  readonly global?: boolean;
  readonly maxBodyBytes: number;
}

/** A service with all that is needed to answer a request to it. */
export interface LoadedService {
  readonly service: Service;
  readonly model: ServiceModel;
}

/** Loads what an entry needs when it is needed, and once. */
export interface LazyService {
  readonly entry: ServiceEntry;
  /** The same service, where it is spoken to in the query protocol, too. */
  readonly query?: LazyService | undefined;
  codec(): Promise<Codec>;
  load(): Promise<LoadedService>;
}

export function lazyService(entry: ServiceEntry): LazyService {
  const load = lazy(() => loadService(entry));
  const spoken = (wire: ServiceEntry): LazyService => ({
    entry: wire,
    codec: lazy(() => loadCodec(wire.protocol, wire)),
    load,
  });
  const { query } = entry;
  if (query === undefined) return spoken(entry);
  return { ...spoken(entry), query: spoken({ ...entry, ...query, protocol: 'awsQuery' }) };
}

async function loadService(entry: ServiceEntry): Promise<LoadedService> {
  const service = await entry.load();
  return { service, model: readServiceModel(await service.loadClient()) };
}
