import { broken, requirements } from './constraint-rules.ts';
import type { Constraint, Constraints } from './constraint.ts';
import { showValue } from './show-value.ts';

/**
 * The message of AWS's validation error for an input that breaks its constraints, or undefined.
 *
 * Services rarely call it: they put their constraints into {@link Service.constraints}, and the
 * gateway checks every input against them and against what the schemas require, in one message.
 *
 * @example
 * validateConstraints({ Qualifier: '' }, { Qualifier: { minLength: 1, maxLength: 128 } });
 * // → "1 validation error detected: Value '' at 'qualifier' failed to satisfy constraint: " +
 * //   'Member must have length greater than or equal to 1'
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
  const problem = (text: string) =>
    `${showMember(value, constraint)} at '${path}' failed to satisfy constraint: ${text}`;
  if (value === undefined || value === null) {
    return constraint.notNull ? [problem('Member must not be null')] : [];
  }
  const own = broken(value, constraint).map(problem);
  if (isTooLong(value, constraint)) return own;
  return [
    ...own,
    ...collectionProblems(value, constraint).map(problem),
    ...nestedProblems(value, constraint, path),
  ];
}

/** What is in a list that is too long anyway is not looked at: it may be endless. */
function isTooLong(value: unknown, { maxLength = Infinity }: Constraint): boolean {
  return Array.isArray(value) && value.length > maxLength;
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

function showMember(value: unknown, constraint: Constraint): string {
  if (constraint.sensitive) return 'Value';
  const text = showValue(value, constraint);
  if (value === undefined || value === null) return `Value ${text}`;
  return text.length > maxShown ? `Value '${text.slice(0, maxShown)}…'` : `Value '${text}'`;
}

/** Of a value that was refused: an answer shall not grow with what somebody sent. */
const maxShown = 4096;

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
