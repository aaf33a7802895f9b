import { checkNumeric } from './check-numeric.ts';
import { parseCidr } from './cidr.ts';
import { isObject } from './pattern-parts.ts';

/** Where a pattern is used: EventBridge's rules and Lambda's filters, or SNS's filter policies. */
export type PatternLanguage = 'events' | 'sns';

/**
 * What is wrong with one entry of a pattern's list, in AWS's words. Recorded
 * (test_events_patterns.snapshot.json, test_sns_filter_policy.snapshot.json of localstack), and read at
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.
 */
export function checkMatcher(matcher: unknown, language: PatternLanguage): string | undefined {
  if (Array.isArray(matcher)) return 'Match value must be String, number, true, false, or null';
  if (!isObject(matcher)) return undefined;
  const [[operator, operand] = ['', undefined], ...more] = Object.entries(matcher);
  if (more.length > 0) return 'Only one key allowed in match expression';
  switch (operator) {
    case 'exists':
      if (typeof operand === 'boolean') return undefined;
      return 'exists match pattern must be either true or false.';
    case 'anything-but':
      return checkAnythingBut(operand, language);
    case 'numeric':
      return checkNumeric(operand);
    case 'cidr':
      return typeof operand === 'string'
        ? cidrProblem(operand)
        : 'prefix match pattern must be a string';
    case 'prefix':
    case 'suffix':
      return checkAffix(operator, operand, language);
    case 'equals-ignore-case':
      return typeof operand === 'string' ? undefined : notText(operator);
    case 'wildcard':
      if (language === 'sns') return unrecognized(operator);
      return typeof operand === 'string' ? wildcardProblem(operand) : notText(operator);
    default:
      return unrecognized(operator);
  }
}

const unrecognized = (operator: string) => `Unrecognized match type ${operator}`;
const notText = (operator: string) => `${operator} match pattern must be a string`;

function cidrProblem(text: string): string | undefined {
  const parsed = parseCidr(text);
  return typeof parsed === 'string' ? parsed : undefined;
}

/** EventBridge takes `{ "equals-ignore-case": "…" }` in the place of the text. */
function checkAffix(
  operator: string,
  operand: unknown,
  language: PatternLanguage,
): string | undefined {
  if (typeof operand === 'string') return undefined;
  if (language === 'sns' || !isObject(operand)) return notText(operator);
  const [[inner, text] = ['', undefined], ...more] = Object.entries(operand);
  if (more.length > 0) return 'Only one key allowed in match expression';
  if (inner !== 'equals-ignore-case') return `Unsupported ${operator} pattern: ${inner}`;
  return typeof text === 'string' ? undefined : notText(inner);
}

function checkAnythingBut(operand: unknown, language: PatternLanguage): string | undefined {
  if (Array.isArray(operand)) {
    if (operand.length === 0) return 'Empty arrays are not allowed';
    if (operand.every((value) => typeof value === 'string')) return undefined;
    if (operand.every((value) => typeof value === 'number')) return undefined;
    return operand.every((value) => ['string', 'number'].includes(typeof value))
      ? 'Inside anything but list, either all values are number or string, mixed type is not supported'
      : 'Inside anything but list, start|null|boolean is not supported.';
  }
  if (isObject(operand)) return checkForbiddenText(operand, language);
  if (typeof operand === 'string' || typeof operand === 'number') return undefined;
  return 'Value of anything-but must be an array or single string/number value.';
}

/** `{ "anything-but": { "prefix": ["a", "b"] } }` */
function checkForbiddenText(
  operand: Readonly<Record<string, unknown>>,
  language: PatternLanguage,
): string | undefined {
  const [[operator, texts] = ['', undefined], ...more] = Object.entries(operand);
  if (more.length > 0) return 'Only one key allowed in match expression';
  const isList = Array.isArray(texts);
  const list: readonly unknown[] = isList ? texts : [texts];
  const areTexts = list.every((text): text is string => typeof text === 'string');
  switch (language === 'sns' && operator !== 'prefix' ? '' : operator) {
    case 'prefix':
    case 'suffix':
      if (isObject(texts))
        return 'Value of anything-but must be an array or single string/number value.';
      if (!areTexts) return language === 'sns' ? notText(operator) : notText('prefix/suffix');
      return list.includes('') ? 'Null prefix/suffix not allowed' : emptyList(list);
    case 'equals-ignore-case':
      if (areTexts) return emptyList(list);
      return 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
    case 'wildcard':
      if (!areTexts) return notText('wildcard');
      return list.map((text) => wildcardProblem(text)).find(Boolean) ?? emptyList(list);
    default:
      return `Unsupported anything-but pattern: ${operator}`;
  }
}

function emptyList(list: readonly unknown[]): string | undefined {
  return list.length === 0 ? 'Empty arrays are not allowed' : undefined;
}

/** How complex a wildcard may be AWS alone knows. */
function wildcardProblem(text: string): string | undefined {
  const plain = text.replaceAll(/\\[*\\]/g, '  ');
  const at = plain.indexOf('**');
  if (at >= 0) return `Consecutive wildcard characters at pos ${at + 1}`;
  if (plain.includes('\\')) return `Invalid escape character at pos ${plain.indexOf('\\')}`;
  return undefined;
}
