import { statementsLetIn, type PolicyRequest } from '../../../policies/policy-lets-in.ts';
import type { PolicyDocument } from '../document/function-document.ts';

/** What a caller that is no identity of the account asks of a function. */
export interface FunctionRequest extends Pick<PolicyRequest, 'service' | 'context'> {
  readonly action: 'lambda:InvokeFunction' | 'lambda:InvokeFunctionUrl';
}

/** Whether a function's policy lets somebody in: there is one for each qualifier, and no other counts. */
export function policyAllows(
  policy: PolicyDocument | undefined,
  functionArn: string,
  request: FunctionRequest,
): boolean {
  const statements = policy?.statements.map(({ action, principal, condition }) => ({
    Effect: 'Allow',
    Action: action,
    Principal: principal,
    Condition: condition,
  }));
  return statementsLetIn(statements ?? [], { ...request, resource: functionArn });
}
