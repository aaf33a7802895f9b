import type { MessageMatcher } from './parse-filter-pattern.ts';
import { invalidPattern, patternRegex, unquote } from './pattern-text.ts';

/**
 * `ERROR "not found" -debug`: messages with all of the terms and none of those after a minus.
 * `?WARN ?ERROR`: messages with any of them; AWS ignores these beside terms of the other kinds.
 */
export function parseTermPattern(text: string): MessageMatcher {
  const terms = readTerms(text);
  const required = terms.filter(({ kind }) => kind === 'required');
  const excluded = terms.filter(({ kind }) => kind === 'excluded');
  if (required.length + excluded.length === 0) {
    return (message) => terms.some(({ matches }) => matches(message));
  }
  return (message) =>
    required.every(({ matches }) => matches(message)) &&
    !excluded.some(({ matches }) => matches(message));
}

interface Term {
  readonly kind: 'required' | 'excluded' | 'optional';
  readonly matches: MessageMatcher;
}

/** A sign, then a phrase, a regular expression or a word. */
const termPattern =
  /([-?]?)(?:("(?:[^"\\]|\\.)*")|%((?:[^%\\]|\\.)*)%|([\p{L}\p{N}_]+))(?=\s|$)\s*/uy;

function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  termPattern.lastIndex = 0;
  while (termPattern.lastIndex < text.length) {
    const at = termPattern.lastIndex;
    const match = termPattern.exec(text);
    if (match === null) {
      throw invalidPattern(
        `${text.slice(at)} (terms with other characters than letters, digits and _ stand in double quotes)`,
      );
    }
    const [, sign, phrase, regex, word] = match;
    terms.push({
      kind: sign === '-' ? 'excluded' : sign === '?' ? 'optional' : 'required',
      matches: matcher(phrase === undefined ? word : unquote(phrase), regex),
    });
  }
  return terms;
}

function matcher(term: string | undefined, regex: string | undefined): MessageMatcher {
  if (regex !== undefined) return patternRegex(regex);
  return (message) => message.includes(term ?? '');
}
