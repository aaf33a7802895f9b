import type { Plan } from '@tooling/core';
import type { PlanState } from '../api/console-api.ts';
import { problemIn } from './answers.ts';

/** The last plan, and the one that is being made. */
export interface PlanKeeper {
  readonly state: PlanState;
  /** The last that was made, whatever became of the next. */
  readonly plan: Plan | undefined;
  /** Makes one anew; who asks meanwhile gets the same one. It does not reject. */
  make(): Promise<void>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

export interface PlanKeeperOptions {
  readonly makePlan: (signal: AbortSignal) => Promise<Plan>;
  readonly now: () => Date;
  /** Told of what is a bug. */
  readonly report: (error: unknown) => void;
}

export function createPlanKeeper({ makePlan, now, report }: PlanKeeperOptions): PlanKeeper {
  const closing = new AbortController();
  let plan: Plan | undefined;
  let last: PlanState = { state: 'none' };
  let making: Promise<void> | undefined;

  const run = async () => {
    try {
      plan = await makePlan(closing.signal);
      last = { state: 'made', at: now().toISOString() };
    } catch (error) {
      const problem = problemIn(error);
      if (problem === undefined && !closing.signal.aborted) report(error);
      const unknown = { message: 'The plan failed; the error output of the command says more.' };
      last = { state: 'failed', at: now().toISOString(), ...(problem ?? unknown) };
    } finally {
      making = undefined;
    }
  };
  return {
    get state(): PlanState {
      return making === undefined ? last : { state: 'making' };
    },
    get plan() {
      return plan;
    },
    make: () => (making ??= run()),
    async close() {
      closing.abort();
      await making;
    },
  };
}
