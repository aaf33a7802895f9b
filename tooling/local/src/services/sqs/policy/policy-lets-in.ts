/** Somebody who comes in the name of a service of AWS, and what it wants. */
export interface PolicyRequest {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** ARN of the queue. */
  readonly resource: string;
  /** `events.amazonaws.com` */
  readonly service: string;
  /** Condition keys in lower case: `aws:sourcearn`. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Whether a resource's policy, as IAM has them, lets a service in: some statement allows it and none
 * denies it. A condition that is not known here is not met.
 */
export function policyLetsIn(policy: string | undefined, request: PolicyRequest): boolean {
  if (policy === undefined) return false;
  const { Statement } = JSON.parse(policy) as { readonly Statement: unknown };
  const met = listOf(Statement).filter((one): one is Statement => isMet(one, request));
  return met.some(({ Effect }) => Effect === 'Allow') && !met.some((one) => one.Effect === 'Deny');
}

type Statement = Readonly<Record<string, unknown>>;

function isMet(statement: unknown, request: PolicyRequest): boolean {
  if (typeof statement !== 'object' || statement === null) return false;
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } =
    statement as Statement;
  if (NotPrincipal !== undefined || !names(Principal, request.service)) return false;
  const isAction = matchesSome(Action ?? NotAction, request.action, true);
  if (isAction !== (Action !== undefined)) return false;
  const isResource = matchesSome(Resource ?? NotResource ?? '*', request.resource, false);
  return isResource === (NotResource === undefined) && isTrue(Condition, request.context);
}

function names(principal: unknown, service: string): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const { Service, AWS } = principal as Statement;
  return listOf(Service).includes(service) || listOf(AWS).includes('*');
}

/** Every operator, and of each every key. */
function isTrue(condition: unknown, context: PolicyRequest['context']): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) => {
    const ifExists = operator.endsWith('IfExists');
    const test = tests[operator.replace(/IfExists$/, '')];
    if (test === undefined) return false;
    return Object.entries(keys as object).every(([key, wanted]) => {
      const given = context[key.toLowerCase()];
      if (given === undefined) return ifExists || operator.includes('Not');
      return test(listOf(wanted).map(String), given);
    });
  });
}

type Test = (wanted: readonly string[], given: string) => boolean;

const isEqual: Test = (wanted, given) => wanted.includes(given);
const isLike: Test = (wanted, given) => wanted.some((one) => wildcard(one).test(given));
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
  StringLike: isLike,
  StringNotLike: not(isLike),
  ArnEquals: isLikeArn,
  ArnLike: isLikeArn,
  ArnNotEquals: not(isLikeArn),
  ArnNotLike: not(isLikeArn),
  Bool: isSameText,
};

/** Each of the six parts of an ARN is matched by itself. */
function isArnLike(pattern: string, arn: string): boolean {
  const parts = (text: string) => {
    const all = text.split(':');
    return [...all.slice(0, 5), all.slice(5).join(':')];
  };
  const given = parts(arn);
  return parts(pattern).every((part, index) => wildcard(part).test(given[index] ?? ''));
}

function matchesSome(patterns: unknown, text: string, inAnyCase: boolean): boolean {
  return listOf(patterns).some(
    (pattern) => typeof pattern === 'string' && wildcard(pattern, inAnyCase).test(text),
  );
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** `*` stands for any text, `?` for one character. */
function wildcard(pattern: string, inAnyCase = false): RegExp {
  const source = pattern
    .replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, inAnyCase ? 'is' : 's');
}
