import type { Rule } from './rule.ts';
import type { LooseJob } from './source-file.ts';

/** They run with this repository's rights, on what a stranger wrote. */
const dangerous = ['pull_request_target', 'workflow_run', 'issue_comment', 'issues'];

/**
 * Of these only `workflow_run`, and only after a push to this very repository: every job that waits for
 * no other one asks for that.
 */
export const trustedTriggers: Rule = {
  name: 'trusted-triggers',
  check: ({ value, lineOf }) =>
    Object.keys(value.on ?? {})
      .filter((trigger) => dangerous.includes(trigger))
      .filter(
        (trigger) => trigger !== 'workflow_run' || !Object.values(value.jobs ?? {}).every(asks),
      )
      .map((trigger) => ({
        line: lineOf(['on', trigger]),
        message: `${trigger} gives rights to what strangers write`,
      })),
};

const asked = [
  "github.event.workflow_run.event == 'push'",
  'github.event.workflow_run.head_repository.full_name == github.repository',
];

const asks = ({ needs, if: condition = '' }: LooseJob) =>
  needs !== undefined || asked.every((question) => condition.includes(question));
