import type { DriftReport } from '../pipeline/look-for-drift.ts';
import { causes, countDrift, describeValues } from '../terminal/format-drift.ts';
import { cell, command, limited } from './markdown.ts';
import { renderFailure } from './render-failure.ts';

/** What is not as the last deploy left it, and what to do about it, as Markdown. */
export function renderDrift(functions: readonly DriftReport[], stage: string): string {
  const rows = functions.flatMap(({ functionName, drift }) =>
    drift.map((one) =>
      [functionName, one.field, ...describeValues(one), causes[one.cause]].map(cell),
    ),
  );
  const unread = functions.flatMap(({ functionName, failure }) =>
    failure === undefined ? [] : [[cell(functionName), renderFailure(failure)]],
  );
  return [
    `## Drift in stage ${cell(stage)}`,
    cell(countDrift(functions)),
    ...(rows.length === 0
      ? []
      : [
          limited(rows, ['function', 'field', 'deployed', 'live', 'cause']),
          renderRemedies(functions, stage),
        ]),
    ...(unread.length === 0 ? [] : [limited(unread, ['function', 'cannot be read'])]),
    '',
  ].join('\n\n');
}

/** So many are named in a command; more than these are looked at all together. */
const mostNames = 5;

function renderRemedies(functions: readonly DriftReport[], stage: string): string {
  const drifted = functions.filter(({ drift }) => drift.length > 0).map(({ lambda }) => lambda);
  const names = drifted.length > mostNames ? [] : drifted;
  const run = (...words: readonly string[]) =>
    command(['pnpm lambda', ...words, '--stage', stage, ...names].join(' '));
  return [
    'What to do:',
    '',
    `- See it: ${run('drift')}. ${run('plan', '--verify')} lists what a deploy puts back.`,
    `- Put it back: ${run('deploy', '--verify')}, or on GitHub Actions → lambda → Run workflow → deploy, which looks at no triggers. What that plan does not list stays: undo it by hand in AWS, or declare it. Edits of ${cell('$LATEST')} do not serve; the next deploy that changes the function writes over what is declared of them.`,
    `- Keep it: write it into the lambda's code or ${command('lambda.config.ts')}, and merge that.`,
  ].join('\n');
}
