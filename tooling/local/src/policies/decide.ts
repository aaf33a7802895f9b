import { conditionsHold, type ConditionContext } from './conditions-hold.ts';
import { isLike } from './is-like.ts';

/** What somebody wants to do to what. */
export interface ActionRequest {
  /** `lambda:GetFunction` */
  readonly action: string;
  /** ARN, or `*` where an action is about no resource. */
  readonly resource: string;
  readonly context: ConditionContext;
}

/** `unmentioned`: nothing allows it, and nothing denies it either. */
export type Decision = 'allowed' | 'denied' | 'unmentioned';

/**
 * What the policies of an identity, or a boundary, say of a request.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @param documents - Texts whose shape was checked.
 */
export function decide(documents: readonly string[], request: ActionRequest): Decision {
  const met = documents.flatMap(statementsOf).filter((one) => isMet(one, request));
  if (met.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return met.length > 0 ? 'allowed' : 'unmentioned';
}

type Statement = Readonly<Record<string, unknown>>;

function statementsOf(document: string): readonly Statement[] {
  const { Statement: statements } = JSON.parse(document) as { readonly Statement: unknown };
  return [statements].flat() as readonly Statement[];
}

function isMet(statement: Statement, { action, resource, context }: ActionRequest): boolean {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const isAction = matches(Action ?? NotAction, action, { ignoringCase: true });
  if (isAction !== (Action !== undefined)) return false;
  const patterns = textsOf(Resource ?? NotResource).map((one) => withVariables(one, context));
  if (matches(patterns, resource) !== (Resource !== undefined)) return false;
  // What cannot be told here is rather denied.
  return conditionsHold(Condition, context, Effect === 'Deny');
}

/** Actions are the same in any case, ARNs are not. */
function matches(
  patterns: unknown,
  text: string,
  { ignoringCase = false }: { readonly ignoringCase?: boolean } = {},
): boolean {
  const inCase = (one: string) => (ignoringCase ? one.toLowerCase() : one);
  return textsOf(patterns).some((pattern) => isLike(inCase(pattern), inCase(text)));
}

/** `${aws:PrincipalAccount}`; one without a value matches nothing that there is. */
function withVariables(pattern: string, context: ConditionContext): string {
  return pattern.replaceAll(/\$\{([^}]+)\}/g, (variable, key: string) => {
    const found = Object.entries(context).find(([one]) => one.toLowerCase() === key.toLowerCase());
    return typeof found?.[1] === 'string' ? found[1] : variable;
  });
}

const textsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((one) => typeof one === 'string');
