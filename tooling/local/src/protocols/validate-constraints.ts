/**
 * What a member must satisfy, as AWS's models say and the SDK's schemas do not. Plain data, which
 * each service declares for its operations; AWS's documentation of the operation is the source.
 */
export interface Constraint {
  /** `Member must not be null`. The gateway adds it for the members that the schemas require. */
  readonly notNull?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** As AWS prints it; the whole value must match. */
  readonly pattern?: string;
  /** In the order in which AWS prints it. */
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** AWS prints a double as `2.0`. */
  readonly double?: boolean;
  /** The value is left out of the message. */
  readonly sensitive?: boolean;
  /** Of a structure. */
  readonly members?: Constraints;
  /** Of a list. */
  readonly items?: Constraint;
  /** Of a map. */
  readonly keys?: Constraint;
  readonly values?: Constraint;
}

/** Constraints by member name, of an operation's input or of a structure. */
export type Constraints = Readonly<Record<string, Constraint>>;

/**
 * The message of AWS's validation error for an input that breaks its constraints, or undefined.
 *
 * Services rarely call it: they put their constraints into {@link Service.constraints}, and the
 * gateway checks every input against them and against what the schemas require, in one message.
 *
 * @example
 * validateConstraints({ Qualifier: '' }, { Qualifier: { minLength: 1, maxLength: 128 } });
 * // "1 validation error detected: Value '' at 'qualifier' failed to satisfy constraint: Member must
 * // have length greater than or equal to 1"
 */
export function validateConstraints(
  input: Readonly<Record<string, unknown>>,
  constraints: Constraints,
): string | undefined {
  const problems = structureProblems(input, constraints, '');
  if (problems.length === 0) return undefined;
  const errors = problems.length === 1 ? 'error' : 'errors';
  return `${problems.length} validation ${errors} detected: ${problems.join('; ')}`;
}

function structureProblems(value: object, constraints: Constraints, path: string): string[] {
  const members = value as Readonly<Record<string, unknown>>;
  return Object.entries(constraints).flatMap(([name, constraint]) =>
    memberProblems(members[name], constraint, `${path}${lowerFirst(name)}`),
  );
}

function memberProblems(value: unknown, constraint: Constraint, path: string): string[] {
  const shown = constraint.sensitive ? 'Value' : `Value ${show(value, constraint)}`;
  const problem = (text: string) => `${shown} at '${path}' failed to satisfy constraint: ${text}`;
  if (value === undefined || value === null) {
    return constraint.notNull ? [problem('Member must not be null')] : [];
  }
  return [
    ...broken(value, constraint).map(problem),
    ...collectionProblems(value, constraint).map(problem),
    ...nestedProblems(value, constraint, path),
  ];
}

/** Maps, and lists of scalars, are reported as a whole, with all that is asked of their entries. */
function collectionProblems(value: unknown, { keys, values, items }: Constraint): string[] {
  const problems: string[] = [];
  if (Array.isArray(value)) {
    if (items !== undefined && value.some((item) => broken(item, items).length > 0)) {
      problems.push(`Member must satisfy constraint: [${requirements(items)}]`);
    }
  } else if (typeof value === 'object' && value !== null) {
    const breaks = (rule: Constraint | undefined, entries: readonly unknown[]) =>
      rule !== undefined && entries.some((entry) => broken(entry, rule).length > 0);
    if (keys !== undefined && breaks(keys, Object.keys(value))) {
      problems.push(`Map keys must satisfy constraint: [${requirements(keys)}]`);
    }
    if (values !== undefined && breaks(values, Object.values(value))) {
      problems.push(`Map value must satisfy constraint: [${requirements(values)}]`);
    }
  }
  return problems;
}

/** Structures, and those in lists and maps, are reported member by member. */
function nestedProblems(value: unknown, constraint: Constraint, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const members = constraint.items?.members;
    if (members === undefined) return [];
    return value.flatMap((item: unknown, index) =>
      typeof item === 'object' && item !== null
        ? structureProblems(item, members, `${path}.${index + 1}.member.`)
        : [],
    );
  }
  return constraint.members === undefined
    ? []
    : structureProblems(value, constraint.members, `${path}.`);
}

/** What of the constraint a single value breaks, in AWS's words and order: its pattern first. */
function broken(value: unknown, constraint: Constraint): string[] {
  const failed = rules(constraint).filter(({ holds }) => !holds(value));
  const [patterns, others] = [failed.filter((rule) => rule.first), failed.filter((r) => !r.first)];
  return [...patterns, ...others].map(({ text }) => text);
}

/** All that the constraint asks, in the order in which AWS lists it for maps and lists. */
function requirements(constraint: Constraint): string {
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
    const text = show(max, constraint, '');
    add(`Member must have value less than or equal to ${text}`, (v) => Number(v) <= max);
  }
  if (min !== undefined) {
    const text = show(min, constraint, '');
    add(`Member must have value greater than or equal to ${text}`, (v) => Number(v) >= min);
  }
  if (pattern !== undefined) {
    const whole = wholePattern(pattern);
    const text = `Member must satisfy regular expression pattern: ${pattern}`;
    add(text, (value) => whole.test(String(value)), true);
  }
  if (constraint.enum !== undefined) {
    const allowed = constraint.enum;
    add(`Member must satisfy enum value set: [${allowed.join(', ')}]`, (v) =>
      allowed.includes(String(v)),
    );
  }
  if (notNull) add('Member must not be null', (v) => v !== null && v !== undefined);
  return all;
}

/** Of a string, blob or list its length, of a map its number of entries. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

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

/** As Java prints it: `{a=b}` for a map, `[a, b]` for a list. */
function show(value: unknown, constraint: Constraint, quote = "'"): string {
  if (value === undefined || value === null) return 'null';
  return `${quote}${print(value, constraint)}${quote}`;
}

function print(value: unknown, constraint: Constraint | undefined): string {
  if (typeof value === 'number') {
    return constraint?.double && Number.isInteger(value) ? value.toFixed(1) : String(value);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Uint8Array) return 'java.nio.HeapByteBuffer';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    return `[${value.map((item) => print(item, constraint?.items)).join(', ')}]`;
  }
  const entries = Object.entries(value).map(
    ([key, entry]) => `${key}=${print(entry, constraint?.values ?? constraint?.members?.[key])}`,
  );
  return `{${entries.join(', ')}}`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
