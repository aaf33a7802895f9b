import type { Constraint } from './constraint.ts';
import { showValue } from './show-value.ts';

/** What of the constraint a single value breaks, in AWS's words and order: its pattern first. */
export function broken(value: unknown, constraint: Constraint): string[] {
  const failed = rules(constraint).filter(({ holds }) => !holds(value));
  const [patterns, others] = [failed.filter((rule) => rule.first), failed.filter((r) => !r.first)];
  return [...patterns, ...others].map(({ text }) => text);
}

/** All that the constraint asks, in the order in which AWS lists it for maps and lists. */
export function requirements(constraint: Constraint): string {
  return rules(constraint)
    .map(({ text }) => text)
    .join(', ');
}

interface Rule {
  /** Reported before the others where each is reported alone. */
  readonly first: boolean;
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}

function rules(constraint: Constraint): Rule[] {
  const { minLength, maxLength, pattern, min, max, notNull } = constraint;
  const all: Rule[] = [];
  const add = (text: string, holds: Rule['holds'], first = false) =>
    all.push({ text, holds, first });
  if (maxLength !== undefined) {
    add(
      `Member must have length less than or equal to ${maxLength}`,
      (v) => sizeOf(v) <= maxLength,
    );
  }
  if (minLength !== undefined) {
    add(
      `Member must have length greater than or equal to ${minLength}`,
      (v) => sizeOf(v) >= minLength,
    );
  }
  if (max !== undefined) {
    const text = showValue(max, constraint);
    add(`Member must have value less than or equal to ${text}`, (v) => Number(v) <= max);
  }
  if (min !== undefined) {
    const text = showValue(min, constraint);
    add(`Member must have value greater than or equal to ${text}`, (v) => Number(v) >= min);
  }
  if (pattern !== undefined) {
    const whole = wholePattern(pattern);
    const text = `Member must satisfy regular expression pattern: ${pattern}`;
    add(text, (value) => whole.test(String(value)), true);
  }
  if (constraint.enum !== undefined) {
    const allowed = [...constraint.enum, ...(constraint.unlisted ?? [])];
    add(`Member must satisfy enum value set: [${constraint.enum.join(', ')}]`, (v) =>
      [v].flat().every((item) => allowed.includes(String(item))),
    );
  }
  if (notNull) add('Member must not be null', (v) => v !== null && v !== undefined);
  return all;
}

/** Of a string, blob or list its length, of a map its number of entries. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return countCharacters(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** Code points; a text may be tens of megabytes, and a list of them many times that. */
function countCharacters(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index++) {
    if (isHigh(text.charCodeAt(index - 1)) && isLow(text.charCodeAt(index))) count -= 1;
  }
  return count;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

const patterns = new Map<string, RegExp>();

/** Java's `matches`. Unicode classes need the `u` flag, which some of AWS's patterns break. */
function wholePattern(pattern: string): RegExp {
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    const whole = `^(?:${pattern})$`;
    expression = new RegExp(whole, pattern.includes(String.raw`\p{`) ? 'u' : '');
    patterns.set(pattern, expression);
  }
  return expression;
}
