import type { Failure } from '../errors/failure.ts';
import type { FunctionState } from '../live-function.ts';
import type { OwnedFunction } from '../plan/find-orphans.ts';
import type { FunctionChange } from '../plan/plan.ts';
import type { PrepareStep } from './deploy-event.ts';

/** A version that is published and Active, and that `live` does not name yet. */
export interface PreparedVersion {
  readonly functionName: string;
  readonly version: string;
  /** The version that `live` names now; absent for a new function. */
  readonly liveVersion?: string | undefined;
  /** Of the alias `live`: moving it is refused when somebody else moved it first. */
  readonly aliasRevisionId?: string | undefined;
  /**
   * Shares of the traffic, 0 to 1, by version, that somebody gave to other versions than
   * `liveVersion`. They end with the move, since the new version gets everything.
   */
  readonly additionalVersionWeights?: Readonly<Record<string, number>> | undefined;
}

/** What is left of a move of `live`, enough to undo it. */
export interface MovedAlias {
  readonly functionName: string;
  readonly version: string;
  /** Absent for a new function: then undoing it deletes the alias. */
  readonly previousVersion?: string | undefined;
  /** What the move ended, and undoing it restores: see PreparedVersion. */
  readonly additionalVersionWeights?: Readonly<Record<string, number>> | undefined;
  readonly aliasRevisionId: string;
}

/** Which function to read. */
export interface FunctionQuery {
  readonly functionName: string;
  /** Whether the retention of its log group matters: that costs a request more. */
  readonly withLogRetention: boolean;
}

/**
 * Where functions live: AWS, or the local AWS. All methods fail with UserError where the user can
 * do something about it.
 */
export interface FunctionStore {
  /** The account that the credentials belong to. */
  readAccount(): Promise<string>;
  /** In the order of the queries. */
  readFunctions(queries: readonly FunctionQuery[]): Promise<readonly FunctionState[]>;
  /**
   * Functions with the ownership tags of this service and stage.
   *
   * @param onRefused - told when AWS refuses the question, as without tag:GetResources: then there
   *   are none. Left out, that is an error
   */
  listOwned(
    service: string,
    stage: string,
    onRefused?: (failure: Failure) => void,
  ): Promise<readonly OwnedFunction[]>;
  /** Does everything that touches only $LATEST, and publishes. Can be repeated after any failure. */
  prepare(
    change: FunctionChange,
    zip: Uint8Array,
    onStep: (step: PrepareStep) => void,
  ): Promise<PreparedVersion>;
  /** @throws UserError REMOTE_MOVED when `live` is not what it was when the plan was made */
  moveLive(prepared: PreparedVersion): Promise<MovedAlias>;
  /** @throws UserError REMOTE_MOVED when somebody else moved `live` on: then it is left alone */
  putBack(moved: MovedAlias): Promise<void>;
  /** The version that `live` names at this moment; undefined when the function is not live. */
  readLiveVersion(functionName: string): Promise<string | undefined>;
  /** Tags, reserved concurrency and log retention. */
  applyAttributes(change: FunctionChange): Promise<void>;
}
