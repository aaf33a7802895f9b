import { readServiceModel } from '../protocols/service-model.ts';
import type { Service } from '../service.ts';
import { loadServices } from './load-services.ts';

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

/** Asks the services themselves what they implement, and the SDK's schemas what there is. */
export async function readCoverage(): Promise<readonly ServiceCoverage[]> {
  return Promise.all((await loadServices()).map(coverageOf));
}

async function coverageOf(service: Service): Promise<ServiceCoverage> {
  const { name, protocol, operations, loadClient } = service;
  const partly = whatIsMissing(service);
  const all = [...readServiceModel(await loadClient()).operations.keys()].sort();
  const unknown = Object.keys({ ...operations, ...partly }).filter(
    (operation) => !all.includes(operation) || !Object.hasOwn(operations, operation),
  );
  if (unknown.length > 0) {
    throw new Error(`${name} declares what is no operation of its own: ${unknown.join(', ')}`);
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
