import type { Tokens } from './json-tokens.ts';
import { invalidPattern, patternRegex, unquote } from './pattern-text.ts';
import { wildcard } from './wildcard.ts';

export type Condition = (json: unknown) => boolean;

/** `$.a.b[0] = "x*"`, `$.n >= 5`, `$.a IS NULL`, `$.a NOT EXISTS`. */
export function parseComparison(tokens: Tokens): Condition {
  const select = parseSelector(tokens.next());
  const operator = tokens.next().toUpperCase();
  if (operator === 'NOT') {
    if (tokens.next().toUpperCase() !== 'EXISTS') throw invalidPattern('NOT wants EXISTS after it');
    return (json) => select(json) === undefined;
  }
  if (operator === 'EXISTS') return (json) => select(json) !== undefined;
  if (operator === 'IS') {
    const wanted = parseKeyword(tokens.next());
    return (json) => select(json) === wanted;
  }
  const compare = parseOperator(operator, tokens.next());
  return (json) => {
    const value = select(json);
    return value !== undefined && compare(value);
  };
}

function parseSelector(token: string): (json: unknown) => unknown {
  if (!token.startsWith('$')) throw invalidPattern(`${token} in the place of a $ selector`);
  const steps = [...token.matchAll(/\.([\w-]+)|\[(\d+)\]|\["([^"]*)"\]/g)].map(
    ([, name, index, quoted]) => name ?? index ?? quoted ?? '',
  );
  return (json) => {
    let value = json;
    for (const step of steps) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
        return undefined;
      }
      value = (value as Readonly<Record<string, unknown>>)[step];
    }
    return value;
  };
}

function parseKeyword(token: string): boolean | null {
  switch (token.toUpperCase()) {
    case 'NULL':
      return null;
    case 'TRUE':
      return true;
    case 'FALSE':
      return false;
    default:
      throw invalidPattern(`IS wants NULL, TRUE or FALSE after it, not ${token}`);
  }
}

function parseOperator(operator: string, operand: string): Condition {
  if (operator === '=' || operator === '!=') {
    const equals = parseEquality(operand);
    return operator === '=' ? equals : (value) => !equals(value);
  }
  const order = orders[operator];
  if (order === undefined) throw invalidPattern(`${operator} is not an operator`);
  const limit = Number(operand);
  if (Number.isNaN(limit)) throw invalidPattern(`${operator} wants a number after it`);
  return (value) => typeof value === 'number' && order(value, limit);
}

const orders: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** A number, a text in which `*` stands for anything, or a regular expression. */
function parseEquality(operand: string): Condition {
  if (operand.startsWith('%')) {
    const matches = patternRegex(operand.slice(1, -1));
    return (value) => typeof value === 'string' && matches(value);
  }
  if (!operand.startsWith('"') && !Number.isNaN(Number(operand))) {
    const number = Number(operand);
    return (value) => value === number;
  }
  const matches = wildcard(operand.startsWith('"') ? unquote(operand) : operand);
  return (value) =>
    (typeof value === 'string' || typeof value === 'number') && matches(String(value));
}
