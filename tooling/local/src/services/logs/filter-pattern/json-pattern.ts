import { parseComparison, type Condition } from './json-comparison.ts';
import { tokenize, type Tokens } from './json-tokens.ts';
import type { MessageMatcher } from './parse-filter-pattern.ts';
import { invalidPattern } from './pattern-text.ts';

/** `{ ($.level = "ERROR") && ($.durationMs > 100) }`: JSON messages for which the condition holds. */
export function parseJsonPattern(text: string): MessageMatcher {
  const tokens = tokenize(text);
  tokens.expect('{');
  const condition = parseAny(tokens);
  tokens.expect('}');
  if (tokens.peek() !== undefined) throw invalidPattern(`nothing may follow the brace: ${text}`);
  return (message) => {
    const value = parseJson(message);
    return value !== undefined && condition(value);
  };
}

function parseAny(tokens: Tokens): Condition {
  const conditions = [parseAll(tokens)];
  while (tokens.take('||')) conditions.push(parseAll(tokens));
  return (value) => conditions.some((condition) => condition(value));
}

function parseAll(tokens: Tokens): Condition {
  const conditions = [parseOne(tokens)];
  while (tokens.take('&&')) conditions.push(parseOne(tokens));
  return (value) => conditions.every((condition) => condition(value));
}

function parseOne(tokens: Tokens): Condition {
  if (!tokens.take('(')) return parseComparison(tokens);
  const condition = parseAny(tokens);
  tokens.expect(')');
  return condition;
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
