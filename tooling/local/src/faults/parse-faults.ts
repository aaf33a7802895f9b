import { suggest, UserError } from '@tooling/core';
import { faultRuleSchema, faultsSchema, type FaultName, type FaultRule } from './fault-rules.ts';

/** Faults that were read: a seed only where one was given. */
export interface ParsedFaults {
  readonly seed?: number | undefined;
  readonly rules: readonly FaultRule[];
}

/**
 * Reads faults from their short form, `operation[/resource]=fault[:value][:times][@when]` with
 * commas between, from JSON text, or from the object itself.
 *
 * @throws UserError USAGE with every part that is wrong.
 *
 * @example
 * const { seed, rules } = parseFaults('seed=7,UpdateFunctionCode=throttle:2,*=delay:20-60ms');
 * [seed, ...rules.map(({ fault }) => fault)]; // → [7, 'throttle', 'delay']
 */
export function parseFaults(given: unknown): ParsedFaults {
  if (typeof given !== 'string') return checkFaults(given);
  if (/^\s*\{/.test(given)) return checkFaults(parseJson(given));
  const parts = given.split(',').map((part) => part.trim());
  const problems: string[] = [];
  const rules: FaultRule[] = [];
  let seed: number | undefined;
  for (const part of parts) {
    try {
      const [, digits] = /^seed=(.*)$/.exec(part) ?? [];
      if (digits === undefined) rules.push(parseRule(part));
      else seed = parseSeed(digits);
    } catch (error) {
      if (!(error instanceof WrongPart)) throw error;
      problems.push(`${part === '' ? '(nothing)' : part}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw unreadable(problems);
  return { seed, rules };
}

class WrongPart extends Error {}

const unreadable = (problems: readonly string[]) =>
  new UserError('USAGE', 'the faults cannot be read', {
    problems,
    hint: 'write them as operation=fault[:value][:times][@when], with commas between; tooling/local/README.md has them all',
  });

function checkFaults(given: unknown): ParsedFaults {
  const checked = faultsSchema.safeParse(given);
  if (checked.success) return checked.data;
  throw unreadable(
    checked.error.issues.map(({ path, message }) => `${path.join('.') || 'faults'}: ${message}`),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable([`no JSON: ${(error as Error).message}`]);
  }
}

const maxSeed = 0xffff_ffff;

function parseSeed(digits: string): number {
  const seed = Number(digits);
  if (/^\d+$/.test(digits) && seed <= maxSeed) return seed;
  throw new WrongPart(`a seed is a whole number from 0 to ${String(maxSeed)}`);
}

function parseRule(part: string): FaultRule {
  const match = /^([^=/]+)(?:\/([^=]+))?=([^:@]*)((?::[^:@]*)*)(?:@(.*))?$/.exec(part);
  if (match === null) throw new WrongPart('not of the form operation=fault[:value][:times][@when]');
  const [, operation = '', resource, fault = '', values = '', when] = match;
  const read = readers[fault as FaultName] as ValueReader | undefined;
  if (!Object.hasOwn(readers, fault) || read === undefined) {
    const names = Object.keys(readers);
    throw new WrongPart(`"${fault}" is no fault: ${suggest(fault, names, names.join(', '))}`);
  }
  const rule: Record<string, unknown> = { operation, fault, ...parseWhen(when) };
  if (resource !== undefined) rule.resource = resource;
  for (const value of values.split(':').slice(1)) {
    const [, times, each] = /^(\d+)(each)?$/.exec(value) ?? [];
    if (times !== undefined) {
      rule.times = Number(times);
      if (each !== undefined) rule.each = true;
    } else {
      const members = read(value);
      if (members === undefined) throw new WrongPart(`":${value}": ${expected(fault)}`);
      Object.assign(rule, members);
    }
  }
  const checked = faultRuleSchema.safeParse(rule);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const missing = issue?.path[0] === 'ms' || issue?.path[0] === 'does';
  throw new WrongPart(
    missing && rule[String(issue.path[0])] === undefined
      ? expected(fault)
      : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}

type ValueReader = (value: string) => Record<string, unknown> | undefined;

const none: ValueReader = () => undefined;

/** What each fault may have after its colon, beside a number of times. */
const readers: Readonly<Record<FaultName, ValueReader>> = {
  throttle(value) {
    const ms = parseDuration(value);
    return ms === undefined ? undefined : { retryAfterSeconds: ms / 1000 };
  },
  '500': none,
  '503': none,
  'drop-request': none,
  'drop-answer': none,
  'half-answer': none,
  delay(value) {
    const [, first = '', second, unit = ''] =
      /^([\d.]+)(?:m?s)?(?:-([\d.]+))?(m?s)$/.exec(value) ?? [];
    const from = parseDuration(`${first}${unit}`);
    const to = parseDuration(`${second ?? first}${unit}`);
    return from === undefined || to === undefined ? undefined : { ms: { from, to } };
  },
  conflict: none,
  precondition: none,
  'role-not-ready'(value) {
    const forMs = parseDuration(value);
    return forMs === undefined ? undefined : { forMs };
  },
  'ends-failed': (reasonCode) => (/^[A-Z]/.test(reasonCode) ? { reasonCode } : undefined),
  stranger: (does) => ({ does }),
};

function expected(fault: string): string {
  const times = 'a number of times such as 2 or 2each';
  const values: Readonly<Record<string, string>> = {
    throttle: 'a Retry-After such as 3s',
    delay: 'a time such as 20ms or 20-60ms',
    'role-not-ready': 'a time such as 500ms',
    'ends-failed': 'a reason code such as InvalidConfiguration',
    stranger: 'what it does: delete, code, configuration or alias',
  };
  const value = values[fault];
  return `${fault} takes ${value === undefined ? times : `${value}, and ${times}`}`;
}

/** `20ms` or `1.5s`, in milliseconds. */
function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === 's' ? 1000 : 1);
}

/** `0.1`, `10%`, `#3`, `#3-5`, `#3+`, the last three also with `each`. */
function parseWhen(when: string | undefined): Record<string, unknown> {
  if (when === undefined) return {};
  const [, from, to, open, each] = /^#(\d+)(?:-(\d+)|(\+))?(each)?$/.exec(when) ?? [];
  if (from !== undefined) {
    const at = {
      from: Number(from),
      ...(open === undefined && { to: Number(to ?? from) }),
    };
    return { at, ...(each !== undefined && { each: true }) };
  }
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(when) ?? [];
  const chance = percent === undefined ? Number(when) : Number(percent) / 100;
  if (/^[\d.]+%?$/.test(when) && chance > 0 && chance <= 1) return { chance };
  throw new WrongPart(
    `"@${when}" is neither a chance (0.1 or 10%) nor a position (#3, #3-5 or #3+, with each: of each function)`,
  );
}
