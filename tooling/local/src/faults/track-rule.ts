import { appliesTo, canStrike } from './applies-to.ts';
import type { FaultRule } from './fault-rules.ts';
import type { StruckRequest } from './injector.ts';
import { struckResource } from './struck-resource.ts';

/** A rule, how many requests it matched, and how many it struck. */
export interface RuleTally {
  readonly rule: FaultRule;
  readonly matched: number;
  readonly struck: number;
}

/** A rule and what it has done so far. */
export interface TrackedRule {
  readonly rule: FaultRule;
  /** Counts a request that matches, and says whether it is struck; `free` when nothing else strikes it. */
  readonly takes: (request: StruckRequest, free: boolean) => boolean;
  /** A second number for the same request: how much. */
  readonly amount: (request: StruckRequest) => number;
  readonly tally: () => RuleTally;
}

/** What is remembered for all requests together, or for those of one function. */
interface Count {
  matched: number;
  struck: number;
  /** When the first one came. */
  readonly sinceMs: number;
}

/** @param random From 0 (included) to 1 (excluded), by what is drawn for. */
export function trackRule(
  rule: FaultRule,
  random: (key: readonly (string | number)[]) => number,
): TrackedRule {
  const counts = new Map<string, Count>();
  /** How many requests of an operation about a resource there were: what chances are drawn by. */
  const seen = new Map<string, number>();
  let [matched, struck] = [0, 0];
  const keyOf = ({ operation, input }: StruckRequest) => `${operation}/${struckResource(input)}`;

  return {
    rule,
    tally: () => ({ rule, matched, struck }),
    amount: (request) => random([keyOf(request), seen.get(keyOf(request)) ?? 0, 'amount']),
    takes(request, free) {
      if (!matches(rule, request)) return false;
      matched++;
      const key = keyOf(request);
      const turn = (seen.get(key) ?? 0) + 1;
      seen.set(key, turn);
      const scope = rule.each ? struckResource(request.input) : '';
      const nowMs = request.context.now().getTime();
      const count = counts.get(scope) ?? { matched: 0, struck: 0, sinceMs: nowMs };
      counts.set(scope, count);
      count.matched++;
      if (!free || !isDue(rule, count, nowMs)) return false;
      if (rule.chance !== undefined && random([key, turn]) >= rule.chance) return false;
      count.struck++;
      struck++;
      return true;
    },
  };
}

function isDue(rule: FaultRule, count: Count, nowMs: number): boolean {
  const { times = Infinity, at } = rule;
  if (count.struck >= times) return false;
  if (at !== undefined && (count.matched < at.from || count.matched > (at.to ?? Infinity))) {
    return false;
  }
  const forMs = rule.fault === 'role-not-ready' ? (rule.forMs ?? Infinity) : Infinity;
  return nowMs - count.sinceMs < forMs;
}

function matches(rule: FaultRule, { service, operation, input }: StruckRequest): boolean {
  return (
    isNamed(rule.operation, service.name, operation) &&
    appliesTo(rule.fault, service.name, operation) &&
    (rule.resource === undefined || rule.resource === struckResource(input)) &&
    canStrike(rule, operation, input)
  );
}

/** Whether `lambda:Update*` names an operation. */
export function isNamed(pattern: string, service: string, operation: string): boolean {
  const [name = '', prefix] = pattern.split(':').reverse();
  if (prefix !== undefined && prefix !== service) return false;
  return name.endsWith('*') ? operation.startsWith(name.slice(0, -1)) : operation === name;
}
