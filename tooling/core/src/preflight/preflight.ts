import type { ArtifactManifest } from '../artifact-manifest.ts';
import { UserError } from '../errors/user-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import type { FunctionState } from '../live-function.ts';
import type { FunctionPlan } from '../plan/plan.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { checkArns } from './check-arns.ts';
import { checkNativeFiles } from './check-native-files.ts';
import { checkCallback, checkRuntime } from './check-runtime.ts';

/** Where and when functions are deployed. */
export interface PreflightContext {
  readonly region: string;
  readonly account: string;
  /** ISO date. */
  readonly today: string;
}

/** One function as it would be. */
export interface Preflight {
  readonly wanted: WantedFunction;
  readonly state: FunctionState;
  /** Absent when it was not built, or could not be. */
  readonly artifact?: ArtifactManifest | undefined;
  readonly context: PreflightContext;
  /** Where a field is declared: `lambdas/predict/lambda.config.ts runtime`. */
  readonly place: (field: string) => string;
}

/** A field with the file that declares it, or that could. */
function placeOf(field: string, { directory, declaredIn = {} }: WantedFunction): string {
  const [top = field] = field.split(/[.[]/);
  return `${declaredIn[top] ?? `${directory}/lambda.config.ts`} ${field}`;
}

type Candidate = Pick<Preflight, 'wanted' | 'state' | 'artifact'> & {
  readonly failure?: unknown;
};

/**
 * Blocks a change that AWS would refuse once it is under way, with everything that is wrong with it at
 * once, and says what will be refused one day. What is to stay as it is stays.
 */
export function preflight(
  planned: FunctionPlan,
  candidate: Candidate,
  context: PreflightContext,
): FunctionPlan {
  const { wanted, state, artifact } = candidate;
  const place = (field: string) => placeOf(field, wanted);
  const checked = { wanted, state, artifact, context, place };
  const { problems: ended, warnings } = checkRuntime(checked);
  const problems = [
    ...ended,
    ...checkCallback(checked),
    ...checkArns(checked),
    ...checkNativeFiles(checked),
  ];
  const warned = warnings.length === 0 ? planned : { ...planned, warnings };
  if (problems.length === 0 || planned.action === 'none') return warned;
  const { lambda, functionName } = planned;
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
  const { liveVersion } = planned;
  return {
    action: 'blocked',
    lambda,
    functionName,
    reasons: planned.action === 'blocked' ? planned.reasons : [message],
    failure,
    ...(warnings.length > 0 && { warnings }),
    ...(liveVersion !== undefined && { liveVersion }),
  };
}
