import { randomInt } from 'node:crypto';
import type { ServiceEntry } from '../gateway/service-entry.ts';
import type { FaultRule, FaultsInput } from './fault-rules.ts';
import type { Injector } from './injector.ts';
import type { RequestStriker } from './strike-requests.ts';

/** The faults that are in force: `GET /_local/faults`. */
export interface FaultsInForce {
  /** Gives the same faults again. */
  readonly seed: number | undefined;
  readonly rules: readonly (FaultRule & {
    /** How many requests the rule was about, and how many of them it struck. */
    readonly matched: number;
    readonly struck: number;
  })[];
}

/** What goes wrong on purpose, and can be changed while the local AWS runs. */
export interface Faults {
  readonly strike: Injector;
  /**
   * Replaces all rules; undefined takes them away.
   *
   * @throws UserError USAGE
   */
  set(faults: FaultsInput | string | undefined): Promise<FaultsInForce>;
  show(): FaultsInForce;
  /** Ends all delays. */
  close(): void;
}

/** No faults, and nothing loaded for them, until some are set. */
export function openFaults(services: readonly ServiceEntry[]): Faults {
  let seed: number | undefined;
  let striker: RequestStriker | undefined;
  const ended = new AbortController();
  const show = (): FaultsInForce => ({
    seed,
    rules: (striker?.tallies() ?? []).map(({ rule, matched, struck }) => ({
      ...rule,
      matched,
      struck,
    })),
  });
  return {
    show,
    strike: (request) => striker?.strike(request) ?? Promise.resolve(undefined),
    async set(given) {
      if (given === undefined) {
        striker = undefined;
        seed = undefined;
        return show();
      }
      const [{ parseFaults }, { checkTargets }, { strikeRequests }] = await Promise.all([
        import('./parse-faults.ts'),
        import('./check-targets.ts'),
        import('./strike-requests.ts'),
      ]);
      const parsed = parseFaults(given);
      await checkTargets(parsed.rules, services);
      seed = parsed.seed ?? randomInt(0x1_0000_0000);
      striker = strikeRequests({ seed, rules: parsed.rules }, ended.signal);
      return show();
    },
    close: () => ended.abort(),
  };
}
