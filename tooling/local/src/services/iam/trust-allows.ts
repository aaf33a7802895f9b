import { conditionsHold, type ConditionContext } from '../../policies/conditions-hold.ts';
import { isLike } from '../../policies/is-like.ts';
import { listOf, parseStatements, type PolicyStatement } from './check-policy.ts';

/** Who wants to assume a role, and how. */
export interface TrustRequest {
  readonly action: 'sts:AssumeRole' | 'sts:AssumeRoleWithWebIdentity';
  /** What a trust policy may call the caller, by the kind of principal. */
  readonly principals: Readonly<Partial<Record<'AWS' | 'Federated', readonly string[]>>>;
  readonly context: ConditionContext;
}

/** Whether a trust policy lets somebody assume the role: some statement allows it and none denies it. */
export function trustAllows(document: string, request: TrustRequest): boolean {
  const met = parseStatements(document).filter((one) => isMet(one, request));
  return met.some(({ Effect }) => Effect === 'Allow') && !met.some((one) => one.Effect === 'Deny');
}

function isMet(statement: PolicyStatement, { action, principals, context }: TrustRequest): boolean {
  const { Effect, Action, Principal, NotPrincipal, Condition } = statement;
  if (NotPrincipal !== undefined || !names(Principal, principals)) return false;
  const isAction = listOf(Action).some(
    (one) => typeof one === 'string' && isLike(one.toLowerCase(), action.toLowerCase()),
  );
  return isAction && conditionsHold(Condition, context, Effect === 'Deny');
}

function names(principal: unknown, given: TrustRequest['principals']): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  return Object.entries(principal).some(([kind, named]) => {
    const ours = kind === 'AWS' || kind === 'Federated' ? (given[kind] ?? []) : [];
    return listOf(named).some((one) =>
      one === '*' ? ours.length > 0 : ours.includes(String(one)),
    );
  });
}
