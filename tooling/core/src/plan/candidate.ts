import type { FunctionState } from '../live-function.ts';
import type { WantedFunction } from '../wanted-function.ts';

/** What is known of one lambda before anything is built. */
export interface Candidate {
  readonly wanted: WantedFunction;
  /** turbo's hash of its build task; `image` where nothing is built. */
  readonly graphHash: string;
  readonly state: FunctionState;
  /** What AWS says against its triggers as they are wanted; absent where it was not asked. */
  readonly triggerProblems?: readonly string[] | undefined;
  /** Whether a pin of the function is to be removed. */
  readonly unpin?: boolean | undefined;
}
