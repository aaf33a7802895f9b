import { listOf, parseStatements, type PolicyStatement } from './check-policy.ts';

/**
 * Whether a trust policy lets a service assume the role.
 *
 * Conditions are not evaluated: a statement that allows is taken at its word, one that denies
 * counts only without a condition.
 */
export function trusts(document: string, servicePrincipal: string): boolean {
  const statements = parseStatements(document).filter(
    (statement) => isAssumeRole(statement) && names(statement, servicePrincipal),
  );
  const denied = statements.some(
    ({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined,
  );
  return !denied && statements.some(({ Effect }) => Effect === 'Allow');
}

function isAssumeRole({ Action }: PolicyStatement): boolean {
  return listOf(Action).some(
    (action) =>
      typeof action === 'string' && ['sts:assumerole', 'sts:*', '*'].includes(action.toLowerCase()),
  );
}

function names({ Principal }: PolicyStatement, service: string): boolean {
  if (Principal === '*') return true;
  if (typeof Principal !== 'object' || Principal === null) return false;
  const { Service: services, AWS: accounts } = Principal as Readonly<Record<string, unknown>>;
  return listOf(services).includes(service) || listOf(accounts).includes('*');
}
