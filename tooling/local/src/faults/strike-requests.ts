import { setTimeout as sleep } from 'node:timers/promises';
import { draw } from './draw.ts';
import type { FaultRule } from './fault-rules.ts';
import type { Injector, Strike } from './injector.ts';
import { strikeOf } from './strike-of.ts';
import { trackRule, type RuleTally } from './track-rule.ts';

export interface RequestStriker {
  readonly strike: Injector;
  tallies(): readonly RuleTally[];
}

/**
 * Applies rules to requests.
 *
 * @param ended - Ends the delays of requests that wait.
 */
export function strikeRequests(
  { seed, rules }: { readonly seed: number; readonly rules: readonly FaultRule[] },
  ended: AbortSignal,
): RequestStriker {
  const tracked = rules.map((rule, index) => trackRule(rule, (key) => draw(seed, index, ...key)));
  return {
    tallies: () => tracked.map((one) => one.tally()),
    async strike(request) {
      let strike: Strike | undefined;
      let delayMs = 0;
      for (const { rule, takes, amount } of tracked) {
        if (rule.fault === 'delay') {
          const { from, to } = rule.ms;
          if (takes(request, true)) delayMs += from + Math.round(amount(request) * (to - from));
        } else if (takes(request, strike === undefined)) {
          strike = strikeOf(rule, request);
        }
      }
      if (delayMs > 0) await sleep(delayMs, undefined, { signal: ended }).catch(() => undefined);
      return strike;
    },
  };
}
