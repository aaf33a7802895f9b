import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalClock } from '../clock/local-clock.ts';
import { composeServices } from '../compose-services.ts';
import type { Service } from '../service.ts';
import { openState } from '../state/open-state.ts';

/** All services of the local AWS, to be asked what they are: none of their operations can be called. */
export async function loadServices(): Promise<readonly Service[]> {
  const directory = await mkdtemp(join(tmpdir(), 'local-aws-services-'));
  const state = await openState(directory);
  try {
    const composed = composeServices({
      state,
      accountId: '000000000000',
      region: 'us-east-1',
      settleMs: 0,
      roleSettleMs: 0,
      idleMs: 0,
      limits: 'none',
      clock: createLocalClock({ realNow: () => new Date(0), report: () => {} }),
      endpoint: 'http://127.0.0.1',
      report: (error) => {
        throw error;
      },
    });
    const services = await Promise.all(composed.entries.map(({ load }) => load()));
    await composed.close();
    return services;
  } finally {
    await state.close();
    await rm(directory, { recursive: true });
  }
}
