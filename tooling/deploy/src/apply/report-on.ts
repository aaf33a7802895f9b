import {
  exitCodes,
  worstExitCode,
  type Failure,
  type FunctionChange,
  type FunctionOutcome,
  type Plan,
  type Report,
  type SwitchShare,
  type Wait,
} from '@tooling/core';

/** What became of a change, as far as it is not what became of most. */
export type OutcomeOf = (change: FunctionChange) => Partial<FunctionOutcome> | undefined;

export const failedWith = (failure: Failure | undefined): Partial<FunctionOutcome> | undefined =>
  failure && { outcome: 'failed', failure };

/** What is told of a switch in steps that nobody has ended; nothing where it has given no share yet. */
export const stillSwitching = (share: SwitchShare | undefined): Partial<FunctionOutcome> =>
  share === undefined || share.percent === 0 ? {} : { switching: share };

export interface ReportRequest {
  readonly plan: Plan;
  /** What became of most changes. */
  readonly outcome: FunctionOutcome['outcome'];
  readonly outcomeOf: OutcomeOf;
  readonly interrupted: boolean;
  readonly waits: readonly Wait[];
}

/** The report of a run: an outcome for every function of the plan, and the exit code. */
export function reportOn(request: ReportRequest): Report {
  const { plan, outcome, outcomeOf, interrupted, waits } = request;
  const functions = plan.functions.map((planned): FunctionOutcome => {
    const { lambda, functionName, liveVersion } = planned;
    const base = { lambda, functionName, liveVersion, previousVersion: liveVersion };
    switch (planned.action) {
      case 'none':
        return { ...base, outcome: 'unchanged', pinnedVersion: planned.pinnedVersion };
      case 'blocked':
        return {
          ...base,
          ...stillSwitching(planned.switching),
          outcome: 'failed',
          failure: planned.failure,
        };
      default:
        return { ...base, outcome, ...outcomeOf(planned) };
    }
  });
  const codes = functions.flatMap(({ failure }) => failure?.exitCode ?? []);
  const exitCode = worstExitCode(interrupted ? [...codes, exitCodes.functionFailed] : codes);
  const { service, stage, account, region, commit } = plan;
  return { service, stage, account, region, commit, functions, interrupted, waits, exitCode };
}
