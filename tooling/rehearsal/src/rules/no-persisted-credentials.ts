import type { Rule } from './rule.ts';
import { stepsOf } from './source-file.ts';

/** The token would lie in .git/config, for every program that the job runs. */
export const noPersistedCredentials: Rule = {
  name: 'no-persisted-credentials',
  check: (file) =>
    stepsOf(file)
      .filter(({ step, path }) => {
        if (step.uses?.startsWith('actions/checkout@') !== true) return false;
        const permissions = file.value.jobs?.[String(path[1])]?.permissions;
        // Whoever pushes needs it.
        if (permissions?.contents === 'write') return false;
        return step.with?.['persist-credentials'] !== false;
      })
      .map(({ path }) => ({
        line: file.lineOf(path),
        message: 'actions/checkout without persist-credentials: false',
      })),
};
