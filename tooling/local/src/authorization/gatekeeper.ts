import type { ServiceEntry } from '../gateway/service-entry.ts';
import type { WireRequest } from '../protocols/wire.ts';
import type { Caller } from './caller.ts';
import type { AuthorizationLog } from './authorization-log.ts';
import type { AuthorizableRequest, AuthorizerOptions } from './authorize.ts';
import { rootCaller } from './caller.ts';

/**
 * Says what a request may not do, though it is answered all the same.
 *
 * @throws AwsError when it is not allowed
 */
export type Authorize = (request: AuthorizableRequest) => Promise<ReadonlySet<string>>;

/** Stands before all operations. */
export interface Gatekeeper {
  /** Who calls. @throws AwsError when the credentials are over, or are none */
  identify(accessKeyId: string, request: WireRequest, entry: ServiceEntry): Promise<Caller>;
  /** Absent: everybody may do everything, and nobody is told of it. */
  readonly authorize?: Authorize | undefined;
}

export interface GatekeeperOptions extends Omit<AuthorizerOptions, 'log'> {
  /** Where what was asked for is written down. */
  readonly log?: AuthorizationLog | undefined;
}

/** Loads nothing for callers whom nothing is asked of: commands of one's own start quickly. */
export function createGatekeeper(options: GatekeeperOptions): Gatekeeper {
  const { state, now, enforces, log } = options;
  return {
    async identify(accessKeyId, request, entry) {
      if (!accessKeyId.startsWith('ASIA')) return rootCaller(accessKeyId);
      const { identifySession } = await import('./identify-session.ts');
      return identifySession(accessKeyId, request, { state, now, entry });
    },
    authorize:
      enforces || log !== undefined
        ? async (request) => (await import('./authorize.ts')).authorize(request, options)
        : undefined,
  };
}
