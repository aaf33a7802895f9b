import { checkMatcher, type PatternLanguage } from './check-matcher.ts';
import { isAlternative, isObject } from './pattern-parts.ts';

/** Something in a pattern that AWS would not take. */
export interface PatternProblem {
  /** `detail.state[0]`; empty for the pattern itself. */
  readonly path: string;
  /** In AWS's words: `Unrecognized match type begins-with`. */
  readonly message: string;
}

/**
 * What AWS would refuse in a pattern: all of it, in the order in which it stands there. Nothing when
 * there is nothing.
 *
 * @param pattern - parsed JSON
 * @param language - SNS's filter policies know fewer operators than EventBridge and Lambda
 *
 * @example
 * checkEventPattern({ source: 'app' });
 * // → [{ path: 'source', message: '"source" must be an object or an array' }]
 */
export function checkEventPattern(
  pattern: unknown,
  language: PatternLanguage = 'events',
): PatternProblem[] {
  if (!isObject(pattern)) return [{ path: '', message: 'Filter is not an object' }];
  return checkObject(pattern, '', language);
}

function checkObject(
  pattern: Readonly<Record<string, unknown>>,
  path: string,
  language: PatternLanguage,
): PatternProblem[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) return [{ path, message: 'Empty objects are not allowed' }];
  return entries.flatMap(([name, value]) => {
    const inner = path === '' ? name : `${path}.${name}`;
    if (isAlternative(name, value)) {
      return value.flatMap((each, index) => checkObject(each, `${inner}[${index}]`, language));
    }
    if (Array.isArray(value)) return checkList(value, inner, language);
    if (isObject(value)) return checkObject(value, inner, language);
    return [{ path: inner, message: `"${name}" must be an object or an array` }];
  });
}

function checkList(
  values: readonly unknown[],
  path: string,
  language: PatternLanguage,
): PatternProblem[] {
  if (values.length === 0) return [{ path, message: 'Empty arrays are not allowed' }];
  return values.flatMap((value, index) => {
    const message = checkMatcher(value, language);
    return message === undefined ? [] : [{ path: `${path}[${index}]`, message }];
  });
}
