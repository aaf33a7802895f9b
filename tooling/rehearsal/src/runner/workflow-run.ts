import type { Annotation, Outcome, StepRun } from './job-session.ts';

/** One job, as its page shows it. */
export interface JobRun {
  /** Key in the workflow. */
  readonly id: string;
  readonly name: string;
  readonly result: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  /** The Markdown that its steps wrote. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly environment?: string | undefined;
  readonly concurrency?: { readonly group: string; readonly cancelInProgress: boolean } | undefined;
}

/** One run of a workflow. */
export interface WorkflowRun {
  readonly conclusion: 'failure' | 'success';
  readonly concurrency?: JobRun['concurrency'];
  readonly jobs: readonly JobRun[];
}
