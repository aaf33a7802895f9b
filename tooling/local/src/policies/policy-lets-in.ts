import { isArnLike, isLike } from './is-like.ts';

/** Who comes in the name of a service of AWS, or of nobody, and what it wants. */
export interface PolicyRequest {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** ARN of what has the policy. */
  readonly resource: string;
  /** `events.amazonaws.com`; absent: anybody, as of a function URL without authorisation. */
  readonly service?: string | undefined;
  /** Condition keys, in any case: `aws:SourceArn`. */
  readonly context: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether a resource's policy, as IAM has them, lets somebody in: some statement allows it and none
 * denies it. A condition that is not known here is not met.
 */
export function policyLetsIn(policy: string | undefined, request: PolicyRequest): boolean {
  if (policy === undefined) return false;
  const { Statement } = JSON.parse(policy) as { readonly Statement: unknown };
  return statementsLetIn(listOf(Statement), request);
}

/** The same, of a policy's statements. */
export function statementsLetIn(statements: readonly unknown[], request: PolicyRequest): boolean {
  const met = statements.filter((one): one is Statement => isMet(one, request));
  return met.some(({ Effect }) => Effect === 'Allow') && !met.some((one) => one.Effect === 'Deny');
}

type Statement = Readonly<Record<string, unknown>>;

function isMet(statement: unknown, request: PolicyRequest): boolean {
  if (typeof statement !== 'object' || statement === null) return false;
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } =
    statement as Statement;
  if (NotPrincipal !== undefined || !names(Principal, request.service)) return false;
  const isAction = matchesSome(lowerCase(Action ?? NotAction), request.action.toLowerCase());
  if (isAction !== (Action !== undefined)) return false;
  const isResource = matchesSome(Resource ?? NotResource ?? '*', request.resource);
  return isResource === (NotResource === undefined) && isTrue(Condition, request.context);
}

function names(principal: unknown, service: string | undefined): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const { Service, AWS } = principal as Statement;
  return (service !== undefined && listOf(Service).includes(service)) || listOf(AWS).includes('*');
}

/** Every operator, and of each every key. */
function isTrue(condition: unknown, given: PolicyRequest['context']): boolean {
  const context = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(condition ?? {}).every(([operator, keys]) => {
    const ifExists = operator.endsWith('IfExists');
    const test = tests[operator.replace(/IfExists$/, '')];
    if (test === undefined) return false;
    return Object.entries(keys as object).every(([key, wanted]) => {
      const value = context.get(key.toLowerCase());
      if (value === undefined) return ifExists || operator.includes('Not');
      return test(listOf(wanted).map(String), value);
    });
  });
}

type Test = (wanted: readonly string[], given: string) => boolean;

const isEqual: Test = (wanted, given) => wanted.includes(given);
const isLikeText: Test = (wanted, given) => wanted.some((one) => isLike(one, given));
const isLikeArn: Test = (wanted, given) => wanted.some((one) => isArnLike(one, given));
const isSameText: Test = (wanted, given) =>
  wanted.some((one) => one.toLowerCase() === given.toLowerCase());
const not =
  (test: Test): Test =>
  (wanted, given) =>
    !test(wanted, given);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const tests: Readonly<Record<string, Test>> = {
  StringEquals: isEqual,
  StringNotEquals: not(isEqual),
  StringEqualsIgnoreCase: isSameText,
  StringLike: isLikeText,
  StringNotLike: not(isLikeText),
  ArnEquals: isLikeArn,
  ArnLike: isLikeArn,
  ArnNotEquals: not(isLikeArn),
  ArnNotLike: not(isLikeArn),
  Bool: isSameText,
};

/** Actions are the same in any case, ARNs are not. */
function lowerCase(patterns: unknown): unknown[] {
  return listOf(patterns).map((one) => (typeof one === 'string' ? one.toLowerCase() : one));
}

function matchesSome(patterns: unknown, text: string): boolean {
  return listOf(patterns).some((pattern) => typeof pattern === 'string' && isLike(pattern, text));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
