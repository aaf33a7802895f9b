import type { Rule } from './rule.ts';

/** GitHub would let a job that hangs run for six hours. */
export const jobTimeouts: Rule = {
  name: 'job-timeouts',
  check: ({ value, lineOf }) =>
    Object.entries(value.jobs ?? {})
      .filter(([, job]) => typeof job['timeout-minutes'] !== 'number')
      .map(([id]) => ({
        line: lineOf(['jobs', id]),
        message: `job ${id} has no timeout-minutes`,
      })),
};
