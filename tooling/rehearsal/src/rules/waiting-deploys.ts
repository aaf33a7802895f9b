import type { Rule } from './rule.ts';

/** A deploy that is cancelled in the middle is repaired by the next one: but nobody should plan for it. */
export const waitingDeploys: Rule = {
  name: 'waiting-deploys',
  check: ({ value, lineOf }) =>
    Object.entries(value.jobs ?? {})
      .filter(([, job]) => job.environment !== undefined)
      .filter(([, { concurrency }]) => concurrency?.['cancel-in-progress'] !== false)
      .map(([id]) => ({
        line: lineOf(['jobs', id]),
        message: `job ${id} deploys without a concurrency group that cancels nothing`,
      })),
};
