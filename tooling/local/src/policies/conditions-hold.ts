import { isArnLike, isLike } from './is-like.ts';

/** Condition keys, in any case, and what a request says of them: `aws:SourceArn`. */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Whether a statement's Condition is met: every operator of it, and of each every key.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * @param ifUnknown - what an operator counts as that is not known here
 */
export function conditionsHold(
  condition: unknown,
  given: ConditionContext,
  ifUnknown = false,
): boolean {
  const context = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys as object).every(
      ([key, wanted]) =>
        holds(operator, listOf(wanted).map(String), context.get(key.toLowerCase())) ?? ifUnknown,
    ),
  );
}

/** undefined: nobody knows. */
function holds(
  written: string,
  wanted: readonly string[],
  given: string | readonly string[] | undefined,
): boolean | undefined {
  const [, set, operator = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(written) ?? [];
  if (operator === 'Null') return wanted.includes(String(given === undefined));
  const test = tests[operator.replace(/IfExists$/, '')];
  if (test === undefined) return undefined;
  const values = given === undefined ? [] : listOf(given).map(String);
  if (set === 'ForAllValues') return values.every((value) => test(wanted, value));
  if (values.length === 0) {
    if (operator.endsWith('IfExists')) return true;
    return set === undefined && operator.includes('Not');
  }
  // Several values without a set operator: AWS takes any of them.
  return values.some((value) => test(wanted, value));
}

type Test = (wanted: readonly string[], given: string) => boolean;

const isEqual: Test = (wanted, given) => wanted.includes(given);
const isLikeText: Test = (wanted, given) => wanted.some((one) => isLike(one, given));
const isLikeArn: Test = (wanted, given) => wanted.some((one) => isArnLike(one, given));
const isSameText: Test = (wanted, given) =>
  wanted.some((one) => one.toLowerCase() === given.toLowerCase());
const compares =
  (test: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) =>
    wanted.some((one) => test(Number(given), Number(one)));
const not =
  (test: Test): Test =>
  (wanted, given) =>
    !test(wanted, given);

const isSameNumber = compares((given, wanted) => given === wanted);

const tests: Readonly<Record<string, Test>> = {
  StringEquals: isEqual,
  StringNotEquals: not(isEqual),
  StringEqualsIgnoreCase: isSameText,
  StringNotEqualsIgnoreCase: not(isSameText),
  StringLike: isLikeText,
  StringNotLike: not(isLikeText),
  ArnEquals: isLikeArn,
  ArnLike: isLikeArn,
  ArnNotEquals: not(isLikeArn),
  ArnNotLike: not(isLikeArn),
  Bool: isSameText,
  NumericEquals: isSameNumber,
  NumericNotEquals: not(isSameNumber),
  NumericLessThan: compares((given, wanted) => given < wanted),
  NumericLessThanEquals: compares((given, wanted) => given <= wanted),
  NumericGreaterThan: compares((given, wanted) => given > wanted),
  NumericGreaterThanEquals: compares((given, wanted) => given >= wanted),
};

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
