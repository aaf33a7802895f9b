import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalClock } from '../../../clock/local-clock.ts';
import { composeServices } from '../../../compose-services.ts';
import { openState } from '../../../state/open-state.ts';

/** The names of all operations of all services of the local AWS. */
export async function implementedOperations(): Promise<ReadonlySet<string>> {
  const directory = await mkdtemp(join(tmpdir(), 'local-operations-'));
  const state = await openState(directory);
  const composed = composeServices({
    state,
    accountId: '111111111111',
    region: 'us-east-1',
    settleMs: 0,
    roleSettleMs: 0,
    idleMs: 0,
    limits: 'none',
    clock: createLocalClock({ realNow: () => new Date(0), report: () => {} }),
    endpoint: '',
    report: () => {},
  });
  const services = await Promise.all(composed.entries.map(({ load }) => load()));
  await composed.close();
  await state.close();
  await rm(directory, { recursive: true });
  return new Set(services.flatMap(({ operations }) => Object.keys(operations)));
}
