import { isInCidr } from './cidr.ts';
import { isObject } from './pattern-parts.ts';

export type Scalar = string | number | boolean | null;

/** Whether a value of an event is what one entry of a pattern's list asks for. */
export function matchesValue(matcher: unknown, value: Scalar): boolean {
  if (!isObject(matcher)) return matcher === value;
  const [[operator, operand] = ['', undefined]] = Object.entries(matcher);
  switch (operator) {
    case 'exists':
      return operand === true;
    case 'anything-but':
      return !matchesForbidden(operand, value);
    case 'numeric':
      return typeof value === 'number' && isInRange(operand, value);
    case 'cidr':
      return typeof value === 'string' && isInCidr(String(operand), value);
    default:
      return typeof value === 'string' && matchesText(operator, operand, value);
  }
}

/** A value, several, or what one of several texts says: nothing of it may hold. */
function matchesForbidden(forbidden: unknown, value: Scalar): boolean {
  if (!isObject(forbidden)) return listOf(forbidden).includes(value);
  const [[operator, operand] = ['', undefined]] = Object.entries(forbidden);
  if (typeof value !== 'string') return false;
  return listOf(operand).some((text) => matchesText(operator, text, value));
}

function matchesText(operator: string, operand: unknown, value: string): boolean {
  const ignoresCase = isObject(operand);
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const wanted = String(ignoresCase ? operand['equals-ignore-case'] : operand);
  switch (operator) {
    case 'prefix':
      return fold(value).startsWith(fold(wanted));
    case 'suffix':
      return fold(value).endsWith(fold(wanted));
    case 'equals-ignore-case':
      return value.toLowerCase() === wanted.toLowerCase();
    case 'wildcard':
      return wildcardExpression(wanted).test(value);
    default:
      return false;
  }
}

/** A star stands for any text; behind a backslash, a star and a backslash are themselves. */
function wildcardExpression(wildcard: string): RegExp {
  const source = wildcard.replaceAll(/\\[*\\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    return (part.length === 2 ? part.slice(1) : part).replace(
      /[\\^$.*+?()[\]{}|]/,
      String.raw`\$&`,
    );
  });
  return new RegExp(`^${source}$`, 's');
}

/** `[">", 0, "<=", 5]`: all of its comparisons have to hold. */
function isInRange(comparisons: unknown, value: number): boolean {
  const terms = listOf(comparisons);
  return terms.every((term, index) => {
    if (index % 2 === 1) return true;
    const limit = Number(terms[index + 1]);
    switch (term) {
      case '=':
        return value === limit;
      case '<':
        return value < limit;
      case '<=':
        return value <= limit;
      case '>':
        return value > limit;
      default:
        return value >= limit;
    }
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
