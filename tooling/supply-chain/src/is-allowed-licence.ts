/**
 * Whether one may do as a licence expression says with these licences alone: `OR` leaves the choice,
 * `AND` does not, and binds closer. Nothing else is understood, and so not allowed: `WITH`, `+`, and words
 * that are no expression (`SEE LICENSE IN …`, `Unknown`).
 *
 * Grammar: https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
 */
export function isAllowedLicence(expression: string, allowed: ReadonlySet<string>): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const { value, rest } = parseOr(tokens, allowed);
  return value && rest.length === 0;
}

interface Parsed {
  readonly value: boolean;
  readonly rest: readonly string[];
}

function parseOr(tokens: readonly string[], allowed: ReadonlySet<string>): Parsed {
  const first = parseAnd(tokens, allowed);
  if (first.rest[0] !== 'OR') return first;
  const { value, rest } = parseOr(first.rest.slice(1), allowed);
  return { value: first.value || value, rest };
}

function parseAnd(tokens: readonly string[], allowed: ReadonlySet<string>): Parsed {
  const first = parseOne(tokens, allowed);
  if (first.rest[0] !== 'AND') return first;
  const { value, rest } = parseAnd(first.rest.slice(1), allowed);
  return { value: first.value && value, rest };
}

function parseOne([token, ...rest]: readonly string[], allowed: ReadonlySet<string>): Parsed {
  if (token !== '(') return { value: token !== undefined && allowed.has(token), rest };
  const inner = parseOr(rest, allowed);
  if (inner.rest[0] !== ')') return { value: false, rest: inner.rest };
  return { value: inner.value, rest: inner.rest.slice(1) };
}
