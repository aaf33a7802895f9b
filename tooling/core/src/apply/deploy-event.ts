import type { Failure } from '../errors/failure.ts';
import type { Plan } from '../plan/plan.ts';
import type { SwitchShare } from '../switching.ts';
import type { TriggerAddress } from '../triggers/trigger-address.ts';
import type { InvocationCount, VersionQuery } from './monitor.ts';
import type { Wait } from './wait.ts';

/** What a function goes through before it is switched, in this order; unneeded ones are left out. */
export type PrepareStep = 'role' | 'create' | 'configure' | 'upload' | 'publish';

/** What became of one function of the plan. */
export interface FunctionOutcome {
  readonly lambda: string;
  readonly functionName: string;
  /**
   * `deployed`: `live` names the new version, or the attributes are applied. `prepared`: published
   * and not switched, because another function failed. `put-back`: switched, by this run or by one that
   * was interrupted, then back; with a failure when it was this function's alarm or error rate.
   * `skipped`: not begun, because another function cannot be deployed at all.
   */
  readonly outcome: 'deployed' | 'unchanged' | 'prepared' | 'put-back' | 'skipped' | 'failed';
  /** What `live` names now; absent when the function is not live. */
  readonly liveVersion?: string | undefined;
  /** What `live` named when the plan was made; absent when the function was not live. */
  readonly previousVersion?: string | undefined;
  /** The version that was rolled back and is therefore not deployed again. */
  readonly pinnedVersion?: string | undefined;
  /** What another version than that has of the traffic: a switch in steps that is not over. */
  readonly switching?: SwitchShare | undefined;
  /** Where it answers, when it was deployed: its routes and its URL. */
  readonly addresses?: readonly TriggerAddress[] | undefined;
  readonly failure?: Failure | undefined;
}

/** What a deploy did. Written as JSON with `--json`. */
export interface Report {
  readonly service: string;
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly commit: string;
  readonly functions: readonly FunctionOutcome[];
  /** Stopped by Ctrl-C: before anything was switched, or in the middle of steps that went back. */
  readonly interrupted: boolean;
  /** What the run waited for, the longest first. */
  readonly waits: readonly Wait[];
  readonly exitCode: number;
}

/** A directory that had only its code got a package.json: commit it. */
interface ManifestWrittenEvent {
  readonly type: 'manifest-written';
  readonly path: string;
}

/** Functions without a lambda are not looked for, since AWS refused to list ours. */
interface OrphansUnknownEvent {
  readonly type: 'orphans-unknown';
  readonly failure: Failure;
}

/** Whether the account has room for the changes is not known, since AWS refused to tell. */
interface RoomUnknownEvent {
  readonly type: 'room-unknown';
  readonly failure: Failure;
}

/** The stage names no account, so that of the credentials is the one, whichever that is. */
interface AccountUndeclaredEvent {
  readonly type: 'account-undeclared';
  readonly stage: string;
  readonly account: string;
}

/** turbo's remote cache failed, and it builds without it. */
interface CacheFailedEvent {
  readonly type: 'cache-failed';
  /** turbo's words. */
  readonly message: string;
}

/** The task hash, or the configuration, is not the live one's. */
interface BuildingEvent {
  readonly type: 'building';
  readonly lambdas: readonly string[];
}

/** What is to be done, and why. */
interface PlannedEvent {
  readonly type: 'planned';
  readonly plan: Plan;
}

/** What is being done to a function before it is switched. */
interface StepEvent {
  readonly type: 'step';
  readonly functionName: string;
  readonly step: PrepareStep;
}

/** The new version answered to an event as expected. */
interface SmokeTestedEvent {
  readonly type: 'smoke-tested';
  readonly functionName: string;
  readonly version: string;
  /** Name of the event that it was called with. */
  readonly event: string;
}

/** A version is published and Active, and not live yet. */
interface PreparedEvent {
  readonly type: 'prepared';
  readonly functionName: string;
  readonly version: string;
}

/** The version has a part of the traffic; the rest is still with the previous one. */
interface ShiftedEvent {
  readonly type: 'shifted';
  readonly functionName: string;
  readonly version: string;
  readonly previousVersion?: string | undefined;
  readonly percent: number;
  /** Whether an earlier run had moved it that far. */
  readonly isResumed: boolean;
}

/** Alarms and error rates had nothing against the new versions. */
interface CheckedEvent {
  readonly type: 'checked';
  /** Names of the alarms that were looked at. */
  readonly alarms: readonly string[];
  readonly versions: readonly (VersionQuery & InvocationCount)[];
}

/** `live` names the version, and nothing else. */
interface SwitchedEvent {
  readonly type: 'switched';
  readonly functionName: string;
  readonly version: string;
  readonly previousVersion?: string | undefined;
  /** Shares of the traffic by version that somebody had set, and that the switch ended. */
  readonly additionalVersionWeights?: Readonly<Record<string, number>> | undefined;
  /** Somebody else deployed the same meanwhile. */
  readonly isByOthers?: boolean | undefined;
}

/** `live` names again what it named before; nothing, where `version` is absent. */
interface PutBackEvent {
  readonly type: 'put-back';
  readonly functionName: string;
  readonly version?: string | undefined;
}

/** Old versions were deleted. */
interface PrunedEvent {
  readonly type: 'pruned';
  readonly functionName: string;
  readonly versions: readonly string[];
}

/** Old versions could not be deleted: a warning, since nothing depends on it. */
interface PruneFailedEvent {
  readonly type: 'prune-failed';
  readonly functionName: string;
  readonly failure: Failure;
}

/**
 * Old versions that this run has left: `versions` of the functions that it looked at, and whatever
 * `functions` more have. `lambda prune-versions` deletes them.
 */
interface PruneLeftEvent {
  readonly type: 'prune-left';
  readonly stage: string;
  readonly functions: number;
  readonly versions: number;
}

/** What this version is, is not deployed again. */
interface PinnedEvent {
  readonly type: 'pinned';
  readonly functionName: string;
  readonly version: string;
}

/** What this version is, may be deployed again. */
interface PinRemovedEvent {
  readonly type: 'pin-removed';
  readonly functionName: string;
  readonly version: string;
}

/** Something about this function failed; the others go on. */
interface FailedEvent {
  readonly type: 'failed';
  readonly functionName: string;
  readonly failure: Failure;
}

/** The end, with what became of every function and the exit code. */
interface FinishedEvent {
  readonly type: 'finished';
  readonly report: Report;
}

/** What a deploy tells whoever watches: hosts print it, the deploy itself never does. */
export type DeployEvent =
  | ManifestWrittenEvent
  | OrphansUnknownEvent
  | RoomUnknownEvent
  | AccountUndeclaredEvent
  | CacheFailedEvent
  | BuildingEvent
  | PlannedEvent
  | StepEvent
  | SmokeTestedEvent
  | PreparedEvent
  | ShiftedEvent
  | CheckedEvent
  | SwitchedEvent
  | PutBackEvent
  | PrunedEvent
  | PruneFailedEvent
  | PruneLeftEvent
  | PinnedEvent
  | PinRemovedEvent
  | FailedEvent
  | FinishedEvent;
