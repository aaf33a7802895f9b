import type { Rule } from './rule.ts';

/** They run with this repository's rights, on what a stranger wrote. */
const dangerous = ['pull_request_target', 'workflow_run', 'issue_comment', 'issues'];

export const trustedTriggers: Rule = {
  name: 'trusted-triggers',
  check: ({ value, lineOf }) =>
    Object.keys(value.on ?? {})
      .filter((trigger) => dangerous.includes(trigger))
      .map((trigger) => ({
        line: lineOf(['on', trigger]),
        message: `${trigger} gives rights to what strangers write`,
      })),
};
