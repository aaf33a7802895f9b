import type { WorkflowRun } from '../runner/workflow-run.ts';

/** All that a run has said, for whoever looks why it went as it did. */
export function showRun({ conclusion, jobs }: WorkflowRun): string {
  const shown = jobs.map(({ name, result, annotations, steps, summary }) =>
    [
      `== ${name}: ${result}`,
      ...annotations.map(({ level, title = '', message }) => `   ${level} ${title}: ${message}`),
      ...steps.map((step) => `-- ${step.name}: ${step.outcome}\n${step.log}`),
      ...(summary === '' ? [] : [`-- summary\n${summary}`]),
    ].join('\n'),
  );
  return [`conclusion: ${conclusion}`, ...shown].join('\n');
}
