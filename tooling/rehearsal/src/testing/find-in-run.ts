import type { StepRun } from '../runner/job-session.ts';
import type { JobRun, WorkflowRun } from '../runner/workflow-run.ts';
import { showRun } from './show-run.ts';

/** The result of each job: `{ check: 'success', deploy: 'skipped' }`. */
export const resultsOf = ({ jobs }: WorkflowRun): Readonly<Record<string, string>> =>
  Object.fromEntries(jobs.map(({ id, result }) => [id, result]));

export function jobOf(run: WorkflowRun, id: string): JobRun {
  const job = run.jobs.find((one) => one.id === id);
  if (job === undefined) throw new Error(`no job ${id} in\n${showRun(run)}`);
  return job;
}

export function stepOf(run: WorkflowRun, id: string, name: string): StepRun {
  const step = jobOf(run, id).steps.find((one) => one.name === name);
  if (step === undefined) throw new Error(`no step ${name} of ${id} in\n${showRun(run)}`);
  return step;
}
