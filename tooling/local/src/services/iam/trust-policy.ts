/**
 * Whether a trust policy lets a service assume the role.
 *
 * Conditions are not evaluated: a statement that allows is taken at its word, one that denies
 * counts only without a condition.
 */
export function trusts(document: string, servicePrincipal: string): boolean {
  const statements = statementsOf(document).filter(
    (statement) => isAssumeRole(statement) && names(statement, servicePrincipal),
  );
  const denied = statements.some((statement) => {
    return statement.Effect === 'Deny' && statement.Condition === undefined;
  });
  return !denied && statements.some(({ Effect }) => Effect === 'Allow');
}

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

function statementsOf(document: string): readonly Statement[] {
  const policy = JSON.parse(document) as { readonly Statement?: unknown };
  return listOf(policy.Statement).filter((one) => typeof one === 'object' && one !== null);
}

function isAssumeRole({ Action }: Statement): boolean {
  return listOf(Action).some(
    (action) =>
      typeof action === 'string' && ['sts:assumerole', 'sts:*', '*'].includes(action.toLowerCase()),
  );
}

function names({ Principal }: Statement, service: string): boolean {
  if (Principal === '*') return true;
  if (typeof Principal !== 'object' || Principal === null) return false;
  const { Service: services, AWS: accounts } = Principal as Readonly<Record<string, unknown>>;
  return listOf(services).includes(service) || listOf(accounts).includes('*');
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
