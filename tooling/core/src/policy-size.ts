import type { PolicyStatement } from './execution-policy.ts';
import { lambdaLimits } from './limits.ts';

/** What a policy of these statements is, as IAM takes it. */
export const policyDocument = (statements: readonly Partial<PolicyStatement>[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** Its size as IAM counts it: without white space. */
const policyBytes = (statements: readonly Partial<PolicyStatement>[]): number =>
  policyDocument(statements).replace(/\s/g, '').length;

/** Why IAM would refuse a policy; undefined if it fits. */
export function describeLargePolicy(
  statements: readonly Partial<PolicyStatement>[],
): string | undefined {
  const size = policyBytes(statements);
  return size <= lambdaLimits.inlinePolicyCharacters
    ? undefined
    : `has ${size} characters without white space, IAM takes ${lambdaLimits.inlinePolicyCharacters}`;
}
