import { conditionsHold } from './conditions-hold.ts';
import { isLike } from './is-like.ts';

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
  return isResource === (NotResource === undefined) && conditionsHold(Condition, request.context);
}

function names(principal: unknown, service: string | undefined): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const { Service, AWS } = principal as Statement;
  return (service !== undefined && listOf(Service).includes(service)) || listOf(AWS).includes('*');
}

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
