import type { Limiter } from './gateway/call-operation.ts';
import type { LocalEndpoints } from './gateway/answer-local.ts';
import type { ServiceEntry } from './gateway/service-entry.ts';
import { lazy } from './lazy.ts';
import { createAccountLimiter } from './limits/account-limiter.ts';
import { serviceEntries } from './service-entries.ts';
import type { State } from './state/state.ts';
import { taggedFunctions, taggedGroups, taggedRoles } from './tagged.ts';

export interface CompositionOptions {
  readonly state: State;
  readonly accountId: string;
  readonly region: string;
  readonly settleMs: number;
  readonly roleSettleMs: number;
  readonly limits: 'aws' | 'none';
  readonly now: () => Date;
  /** The address of the local AWS, for the functions that it runs. */
  readonly endpoint: string;
  readonly report: (error: unknown) => void;
}

/** The services, wired to each other. */
export interface Composition {
  readonly entries: readonly ServiceEntry[];
  readonly limiter: Limiter;
  readonly local: LocalEndpoints;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Wires the services to each other. Nothing of one is loaded before somebody asks for it: most
 * commands need two of them, and each costs start-up time.
 */
export function composeServices(options: CompositionOptions): Composition {
  const { state, now, roleSettleMs, limits } = options;
  const iam = lazy(async () => (await import('./services/iam/iam-store.ts')).openIamStore(state));
  const logs = lazy(async () =>
    (await import('./services/logs/logs-store.ts')).openLogsStore(state),
  );

  return {
    entries: serviceEntries({
      async iam() {
        const { createIamService } = await import('./services/iam/iam-service.ts');
        return createIamService({ store: await iam() });
      },
      async sts() {
        return (await import('./services/sts/sts-service.ts')).createStsService();
      },
      async logs() {
        const { createLogsService } = await import('./services/logs/logs-service.ts');
        return createLogsService({ store: await logs() });
      },
      async tagging() {
        const { createTaggingService } = await import('./services/tagging/tagging-service.ts');
        return createTaggingService({
          resources: [
            async () => taggedFunctions(await state.collection('lambda/functions'), options),
            async () => taggedRoles(await iam()),
            async () => taggedGroups(await logs(), options),
          ],
        });
      },
    }),
    limiter: limits === 'aws' ? createAccountLimiter(now) : () => {},
    local: {},
    reset: () => state.clear(),
    close: () => Promise.resolve(),
  };
}
