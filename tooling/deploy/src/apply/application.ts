import type {
  DeployEvent,
  FunctionChange,
  FunctionStore,
  Monitor,
  Plan,
  Report,
  SmokeTest,
  ZipSource,
} from '@tooling/core';
import type { Host } from '../host.ts';
import { attemptAll, type Attempts } from './attempt-all.ts';
import type { Preparing } from './start-preparing.ts';

/** What preparing functions needs: it begins before the plan is complete. */
export interface Preparation {
  readonly store: FunctionStore;
  readonly clock: Host['clock'];
  readonly zipOf: (change: FunctionChange) => ZipSource;
  /** What a new version is called with before it gets any traffic. */
  readonly smokeTestsOf: (change: FunctionChange) => readonly SmokeTest[];
  /** Never throws. */
  readonly emit: (event: DeployEvent) => void;
  /** What a failure really was, where the stage knows better than its answer says. */
  readonly explain: (error: unknown) => unknown;
  /** What is to be done once everything is live. It tells what fails by events, and never throws. */
  readonly afterwards?: ((report: Report) => Promise<unknown>) | undefined;
  /**
   * Aborted: what is begun is finished, nothing more is begun, and nothing is switched. In the middle
   * of a switch in steps, what was switched goes back.
   */
  readonly signal: AbortSignal;
}

/** What applying a plan needs. */
export interface Application extends Preparation {
  readonly plan: Plan;
  /** What was begun while the plan was made. */
  readonly preparing: Preparing;
  readonly monitor: Monitor;
  /** Where people reach what answers at an address of the stage; the address itself when left out. */
  readonly addressOf?: ((address: string) => string) | undefined;
  /** Whether a failure keeps back its own function alone: there is no barrier then. */
  readonly independent: boolean;
}

/** Runs something for every change, and tells of each failure at once. */
export function attempt<Value>(
  { emit, explain }: Application,
  changes: Iterable<FunctionChange>,
  run: (change: FunctionChange) => Promise<Value>,
  mayBegin?: () => boolean,
): Promise<Attempts<Value>> {
  return attemptAll(changes, {
    run,
    explain,
    ...(mayBegin && { mayBegin }),
    onFailure: ({ functionName }, failure) => {
      emit({ type: 'failed', functionName, failure });
    },
  });
}
