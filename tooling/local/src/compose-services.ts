import type { Limiter } from './gateway/call-operation.ts';
import type { ServiceEntry } from './gateway/service-entry.ts';
import type { State } from './state/state.ts';

export interface CompositionOptions {
  readonly state: State;
  readonly accountId: string;
  readonly region: string;
  readonly settleMs: number;
  readonly limits: 'aws' | 'none';
  readonly now: () => Date;
  /** The address of the local AWS, for the functions that it runs. */
  readonly endpoint: string;
}

/** The services, wired to each other; nothing of them is loaded before it is asked for. */
export interface Composition {
  readonly entries: readonly ServiceEntry[];
  readonly limiter: Limiter;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export function composeServices(options: CompositionOptions): Composition {
  const { state } = options;
  return {
    entries: [
      {
        name: 'sts',
        protocol: 'awsQuery',
        apiVersion: '2011-06-15',
        xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
        global: true,
        maxBodyBytes: mebibyte,
        load: async () => (await import('./services/sts/sts-service.ts')).createStsService(),
      },
    ],
    limiter: () => {},
    reset: () => state.clear(),
    close: () => Promise.resolve(),
  };
}

const mebibyte = 1024 * 1024;
