import { describeFailure } from '../errors/describe-failure.ts';
import { UserError } from '../errors/user-error.ts';
import type { BlockedFunction, FunctionPlan } from '../plan/plan.ts';

/** Blocks a function with everything that AWS would refuse of it. */
export function blockWith(planned: FunctionPlan, problems: readonly string[]): BlockedFunction {
  const { lambda, functionName, liveVersion, warnings } = {
    liveVersion: undefined,
    ...planned,
  };
  const count = problems.length === 1 ? 'one thing' : `${problems.length} things`;
  const message = `AWS would refuse ${functionName} for ${count}`;
  const own = describeFailure(
    new UserError('PREFLIGHT_FAILED', message, { subject: functionName, problems }),
  );
  // Blocked for something else already: told together, so that nobody mends one after the other.
  const failure =
    planned.action === 'blocked'
      ? { ...planned.failure, problems: [...planned.failure.problems, ...problems] }
      : own;
  return {
    action: 'blocked',
    lambda,
    functionName,
    reasons: planned.action === 'blocked' ? planned.reasons : [message],
    failure,
    ...(warnings !== undefined && { warnings }),
    ...(liveVersion !== undefined && { liveVersion }),
  };
}
