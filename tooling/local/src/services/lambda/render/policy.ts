import type { PolicyDocument, PolicyStatement } from '../document/function-document.ts';

/** The statement as AddPermission returns it: JSON text. */
export function showStatement(statement: PolicyStatement, resource: string): string {
  return JSON.stringify(statementOf(statement, resource));
}

/** The whole policy as GetPolicy returns it: JSON text. */
export function showPolicy(
  { statements }: Pick<PolicyDocument, 'statements'>,
  resource: string,
): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'default',
    Statement: statements.map((statement) => statementOf(statement, resource)),
  });
}

function statementOf({ sid, action, principal, condition }: PolicyStatement, resource: string) {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    Resource: resource,
    ...(condition && { Condition: condition }),
  };
}
