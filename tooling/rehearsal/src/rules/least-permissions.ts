import type { Rule } from './rule.ts';

/** Nothing for the workflow, and for each job what it asks for. */
export const leastPermissions: Rule = {
  name: 'least-permissions',
  check({ kind, value, lineOf }) {
    if (kind !== 'workflow') return [];
    const top =
      JSON.stringify(value.permissions) === '{}'
        ? []
        : [{ line: lineOf(['permissions']), message: 'permissions: {} at the top' }];
    const jobs = Object.entries(value.jobs ?? {})
      .filter(([, job]) => job.permissions === undefined || typeof job.permissions !== 'object')
      .map(([id]) => ({
        line: lineOf(['jobs', id]),
        message: `job ${id} names no permissions of its own`,
      }));
    return [...top, ...jobs];
  },
};
