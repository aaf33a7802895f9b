import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalClock } from '../clock/local-clock.ts';
import { composeServices } from '../compose-services.ts';
import { readServiceModel } from '../protocols/service-model.ts';
import type { Service } from '../service.ts';
import { openState } from '../state/open-state.ts';

/** What there is of a service. */
export interface ServiceCoverage {
  readonly name: string;
  readonly protocol: string;
  /** Sorted by name, as all lists here. */
  readonly implemented: readonly string[];
  /** With what is missing. */
  readonly partly: readonly (readonly [operation: string, missing: string])[];
  /** Answered with 501. */
  readonly missing: readonly string[];
}

/** In words, from all that a service says of it. */
function whatIsMissing({ partly, refused, ignored }: Service): Readonly<Record<string, string>> {
  const missing: Record<string, string> = {};
  for (const operation of Object.keys({ ...partly, ...refused, ...ignored })) {
    missing[operation] = [
      ...(partly?.[operation] === undefined ? [] : [partly[operation]]),
      ...(refused?.[operation] ?? []).map((member) => `${member} answers 501`),
      ...Object.entries(ignored?.[operation] ?? {}).map(
        ([member, reason]) => `${member} has no effect (${reason})`,
      ),
    ].join('; ');
  }
  return missing;
}

/** Asks the services themselves what they implement, and the SDK's schemas what there is. */
export async function readCoverage(): Promise<readonly ServiceCoverage[]> {
  const directory = await mkdtemp(join(tmpdir(), 'local-aws-reference-'));
  const state = await openState(directory);
  try {
    const { entries } = composeServices({
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
    return await Promise.all(
      entries.map(async ({ name, protocol, load }) => {
        const service = await load();
        const { operations, loadClient } = service;
        const partly = whatIsMissing(service);
        const all = [...readServiceModel(await loadClient()).operations.keys()].sort();
        const unknown = Object.keys({ ...operations, ...partly }).filter(
          (operation) => !all.includes(operation) || !Object.hasOwn(operations, operation),
        );
        if (unknown.length > 0) {
          throw new Error(
            `${name} declares what is no operation of its own: ${unknown.join(', ')}`,
          );
        }
        const there = all.filter((operation) => Object.hasOwn(operations, operation));
        return {
          name,
          protocol,
          implemented: there.filter((operation) => partly[operation] === undefined),
          partly: there.flatMap((operation) => {
            const missing = partly[operation];
            return missing === undefined ? [] : [[operation, missing] as const];
          }),
          missing: all.filter((operation) => !there.includes(operation)),
        };
      }),
    );
  } finally {
    await state.close();
    await rm(directory, { recursive: true });
  }
}
