import type { JobSession } from '../runner/job-session.ts';

/** One use of an action of somebody else's. */
export interface ActionCall {
  /** All inputs of the stand-in: what the step gives, or else the action's own default. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly session: JobSession;
  /** Environment of the step. */
  readonly env: Readonly<Record<string, string>>;
  /** Prints a line into the step's log. */
  readonly log: (line: string) => void;
}

/** Does what an action of somebody else's does, as far as our workflows use it. */
export interface StandIn {
  /** The inputs that are understood, with their defaults; any other is refused by its name. */
  readonly inputs: Readonly<Record<string, string>>;
  /**
   * @returns the step's outputs
   * @throws StepFailed as the action would fail
   */
  run(call: ActionCall): Promise<Readonly<Record<string, string>>>;
}

/** By `owner/name` or `owner/name/path`. */
export type StandIns = Readonly<Record<string, StandIn>>;
