import type { FunctionOutcome } from '../apply/deploy-event.ts';
import type { Failure } from '../errors/failure.ts';
import type { Pin } from '../pin.ts';

/** As much of a version as says to a person which one it is. */
export interface VersionNote {
  readonly version: string;
  /** ISO 8601; absent when the version is gone. */
  readonly publishedAt?: string | undefined;
  /** Absent when it was published by hand. */
  readonly commit?: string | undefined;
  readonly packageVersion?: string | undefined;
}

interface PlannedRollback {
  readonly lambda: string;
  readonly functionName: string;
}

/** `live` is moved, and what served until then is pinned, where it goes back. */
export interface RollbackMove extends PlannedRollback {
  readonly action: 'move';
  readonly from: VersionNote;
  readonly to: VersionNote;
  /** Why that version. */
  readonly reason: string;
  /** What is pinned from then on; absent where it goes forward: nothing has to be kept back then. */
  readonly pin?: Pin | undefined;
  /** What was pinned before: it stands again when the rollback is undone. */
  readonly pinBefore?: Pin | undefined;
  /** Shares of the traffic that end with the move. */
  readonly additionalVersionWeights?: Readonly<Record<string, number>> | undefined;
  /** The version that traffic was being moved to, in steps: that is over. */
  readonly switchingVersion?: string | undefined;
}

export interface NoRollback extends PlannedRollback {
  readonly action: 'none';
  readonly reason: string;
  readonly liveVersion?: string | undefined;
}

export interface BlockedRollback extends PlannedRollback {
  readonly action: 'blocked';
  readonly failure: Failure;
  readonly liveVersion?: string | undefined;
}

export type FunctionRollback = RollbackMove | NoRollback | BlockedRollback;

/** What a rollback will do and why: plain data. Sorted by lambda. */
export interface RollbackPlan {
  readonly service: string;
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly functions: readonly FunctionRollback[];
}

/** What became of one function of the plan. `put-back`: moved, then back, since another one failed. */
export interface RollbackOutcome extends PlannedRollback {
  readonly outcome: 'rolled-back' | Exclude<FunctionOutcome['outcome'], 'deployed' | 'prepared'>;
  /** What `live` names now. */
  readonly liveVersion?: string | undefined;
  /** What served before. */
  readonly previousVersion?: string | undefined;
  /** What is not deployed again, of a function that was rolled back. */
  readonly pinnedVersion?: string | undefined;
  readonly failure?: Failure | undefined;
}

/** What a rollback did. Written as JSON with `--json`. */
export interface RollbackReport extends Omit<RollbackPlan, 'functions'> {
  readonly functions: readonly RollbackOutcome[];
  /** Stopped by Ctrl-C before anything was moved. */
  readonly interrupted: boolean;
  readonly exitCode: number;
}
