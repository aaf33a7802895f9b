import type { ArtifactManifest } from '../artifact-manifest.ts';
import type { FunctionState } from '../live-function.ts';
import type { FunctionPlan } from '../plan/plan.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { blockWith } from './block-with.ts';
import { checkArns } from './check-arns.ts';
import { checkCodeSigning, type CodeSigning } from './check-code-signing.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkNativeFiles } from './check-native-files.ts';
import { checkReferencedCode } from './check-referenced-code.ts';
import { checkReservation, type Reservation } from './check-reservation.ts';
import { checkRole, describeOldPath } from './check-role.ts';
import { checkSchedules } from './check-schedules.ts';
import { checkCallback, checkRuntime } from './check-runtime.ts';

/** Where and when functions are deployed. */
export interface PreflightContext {
  readonly region: string;
  readonly account: string;
  /** ISO date. */
  readonly today: string;
  /** Absent where no function of the run reserves more than it has, or AWS does not tell. */
  readonly reservation?: Reservation | undefined;
  /** By name of the function, of those that have a code signing configuration, or shall have one. */
  readonly codeSigning?: Readonly<Record<string, CodeSigning>> | undefined;
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
  readonly triggerProblems?: readonly string[] | undefined;
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
  const { wanted, state, artifact, triggerProblems = [] } = candidate;
  const place = (field: string) => placeOf(field, wanted);
  const checked = { wanted, state, artifact, context, place };
  const { problems: ended, warnings: soon } = checkRuntime(checked);
  const warnings = [...soon, ...describeOldPath(checked), ...(wanted.warnings ?? [])];
  const problems = [
    ...ended,
    ...checkCallback(checked),
    ...checkArns(checked),
    ...checkEnvironment(checked),
    ...checkReservation(checked),
    ...checkRole(checked),
    ...checkCodeSigning(checked),
    ...checkReferencedCode(checked),
    ...checkNativeFiles(checked),
    ...checkSchedules(checked),
    ...triggerProblems.map((problem) => place(problem)),
  ];
  const warned = warnings.length === 0 ? planned : { ...planned, warnings };
  return problems.length === 0 || planned.action === 'none' ? warned : blockWith(warned, problems);
}
