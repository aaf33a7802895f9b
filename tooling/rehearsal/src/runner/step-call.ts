import type { Step } from '../workflow/workflow-schema.ts';
import type { StepScope } from './step-scope.ts';

/** What a step prints into, and how its name is shown. */
export interface StepCall {
  readonly step: Step;
  readonly scope: StepScope;
  /** Environment that its expressions see: workflow, job, GITHUB_ENV and its own. */
  readonly env: Readonly<Record<string, string>>;
  /** The shell of `defaults`, where the step names none. */
  readonly isStrict: boolean;
  readonly log: (line: string) => void;
  /** For the steps of a composite action. */
  runSteps(steps: readonly Step[], scope: StepScope, isStrict: boolean): Promise<void>;
}
