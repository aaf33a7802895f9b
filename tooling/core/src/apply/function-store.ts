import type { Failure } from '../errors/failure.ts';
import type { FunctionState } from '../live-function.ts';
import type { OwnedFunction } from '../plan/find-orphans.ts';
import type { FunctionChange } from '../plan/plan.ts';
import type { AccountRoom } from '../preflight/account-room.ts';
import type { CodeSigning } from '../preflight/check-code-signing.ts';
import type { DeployReference } from '../references.ts';
import type { ReferenceAnswer } from '../resolve-references.ts';
import type { Ownership } from '../ownership.ts';
import type { TriggerAddress } from '../triggers/trigger-address.ts';
import type { WantedTriggers } from '../triggers/trigger-mark.ts';
import type { TriggerState, TriggerSubject } from '../triggers/trigger-state.ts';
import type { PrepareStep } from './deploy-event.ts';
import type { Wait } from './wait.ts';
import type { ZipSource } from './zip-source.ts';

/** A version that is published and Active, and that `live` does not name yet. */
export interface PreparedVersion {
  readonly functionName: string;
  readonly version: string;
  /** The version that `live` names now; absent for a new function. */
  readonly liveVersion?: string | undefined;
  /**
   * Of the alias `live`: moving it is refused when somebody else moved it first. Absent: it is read
   * when it is needed.
   */
  readonly aliasRevisionId?: string | undefined;
  /** Whether the alias is known from an earlier run, and was not read in this one. */
  readonly isAliasRemembered?: boolean | undefined;
  /** The alias's own text. */
  readonly aliasDescription?: string | undefined;
  /** Somebody else has made `live` serve the same meanwhile, as `version`: nothing is to be moved. */
  readonly isLiveMeanwhile?: boolean | undefined;
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
  /** The alias's text before, which undoing the move restores. */
  readonly previousDescription?: string | undefined;
  readonly aliasRevisionId: string;
  /** Percent of the traffic that the version has; the rest stays with the previous one. */
  readonly percent: number;
  /** Not we made `live` serve it: undoing leaves it alone. */
  readonly isByOthers?: boolean | undefined;
}

/** How far a move goes, and from where. */
export interface MoveOptions {
  /** Percent of the traffic for the version, 1 to 100; all of it when left out. */
  readonly percent?: number | undefined;
  /** What the step before left. */
  readonly from?: MovedAlias | undefined;
  /**
   * What the version is to be: where somebody else made `live` serve just that meanwhile, it is as
   * good. Left out, any other move of theirs is refused.
   */
  readonly change?: FunctionChange | undefined;
}

/** How a function answered to one call. */
export interface Answer {
  /** What it returned, or its error: JSON text. */
  readonly payload: string;
  /** Present when it failed: `Unhandled`. */
  readonly functionError?: string | undefined;
  readonly executedVersion: string;
  /** The last 4 KB of what it logged, when asked for. */
  readonly logTail?: string | undefined;
}

/** Which function to read. */
export interface FunctionQuery {
  readonly functionName: string;
  /** Whether the retention of its log group matters: that costs a request more. */
  readonly withLogRetention: boolean;
  /** The one that is declared; left out, the one that the function has. */
  readonly logGroup?: string | undefined;
}

/** A function that has a code signing configuration: this one, or else the one that it has. */
export interface CodeSigningQuestion {
  readonly functionName: string;
  readonly arn?: string | undefined;
}

/** Of which function the triggers are to be read. */
export interface TriggerQuery extends TriggerSubject {
  readonly ownership: Ownership;
  readonly wanted: WantedTriggers;
  /** Of the function; absent where it is not there yet. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Seconds that it may run, as declared. */
  readonly timeout?: number | undefined;
}

/** What is there, whatever shall be. */
interface LiveTriggerQuery {
  readonly functionName: string;
  readonly functionArn: string;
  readonly ownership: Ownership;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a function has of triggers that we made, and what AWS would say against those that it shall have. */
export interface TriggerFacts {
  readonly triggers: readonly TriggerState[];
  /** In words; empty where nothing speaks against them. */
  readonly problems: readonly string[];
}

/**
 * Where functions live: AWS, or the local AWS. All methods fail with UserError where the user can
 * do something about it.
 */
export interface FunctionStore {
  /** The account that the credentials belong to. */
  readAccount(): Promise<string>;
  /**
   * What the account has room for.
   *
   * @param onRefused - told when AWS refuses the question, as without lambda:GetAccountSettings: then
   *   nobody knows
   */
  readAccountRoom(onRefused: (failure: Failure) => void): Promise<AccountRoom | undefined>;
  /**
   * The code signing configurations of functions, by their names: one request for each configuration, and
   * one more for a function of which nobody says which it has. What AWS does not tell is left out.
   */
  readCodeSigning(
    questions: readonly CodeSigningQuestion[],
  ): Promise<Readonly<Record<string, CodeSigning>>>;
  /** Bytes of the archives of layer versions, by ARN. What AWS does not tell is left out. */
  readLayerBytes(arns: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** What is wrong with a bucket that zips are to go through; undefined if nothing is known. */
  findBucketProblem(bucket: string): Promise<string | undefined>;
  /** In the order of the queries. */
  readFunctions(queries: readonly FunctionQuery[]): Promise<readonly FunctionState[]>;
  /** In the order of the queries. Nothing is written. */
  readTriggers(queries: readonly TriggerQuery[]): Promise<readonly TriggerFacts[]>;
  /** The triggers that we made for a function, by the types that its tag remembers. */
  listTriggers(query: LiveTriggerQuery): Promise<readonly TriggerState[]>;
  /** Where functions answer whose routes and URLs were just set, in their order. */
  readAddresses(
    changes: readonly Pick<FunctionChange, 'functionName' | 'ownership' | 'triggers'>[],
  ): Promise<readonly (readonly TriggerAddress[])[]>;
  /**
   * The values that environments refer to, by `describeReference`, or why there is none.
   * They are secrets: for the environment alone.
   */
  readReferences(
    references: readonly DeployReference[],
  ): Promise<ReadonlyMap<string, ReferenceAnswer>>;
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
  /**
   * Does everything that touches only $LATEST, and publishes. Can be repeated after any failure.
   *
   * @param zip - read only when it has to be sent, and again when it is sent again
   */
  prepare(
    change: FunctionChange,
    zip: ZipSource,
    onStep: (step: PrepareStep) => void,
  ): Promise<PreparedVersion>;
  /**
   * Makes `live` serve a version, wholly or, with `percent`, in part.
   *
   * @throws UserError REMOTE_MOVED when `live` is not what it was when the plan was made
   */
  moveLive(prepared: PreparedVersion, options?: MoveOptions): Promise<MovedAlias>;
  /** @throws UserError REMOTE_MOVED when somebody else moved `live` on: then it is left alone */
  putBack(moved: MovedAlias): Promise<void>;
  /** The version that `live` names at this moment; undefined when the function is not live. */
  readLiveVersion(functionName: string): Promise<string | undefined>;
  /** Notes that the traffic of a function is being moved to a version: for the next run. */
  markSwitching(functionName: string, version: string): Promise<void>;
  /** Takes the note away, unless it names none of these versions by now. */
  unmarkSwitching(functionName: string, versions: readonly string[]): Promise<void>;
  /**
   * Gives all traffic back to the version that `live` names and the plan saw, after a switch that
   * was interrupted, and takes the note of it away.
   *
   * @throws UserError REMOTE_MOVED
   */
  endSwitching(change: FunctionChange): Promise<void>;
  /** Calls one version by its number, outside of the quota, and asks for its log. */
  invokeVersion(functionName: string, version: string, payload: string): Promise<Answer>;
  /** Tags, concurrency, log retention and the like, and the triggers. */
  applyAttributes(change: FunctionChange): Promise<void>;
  /** What all that was asked of the store waited for until now, the longest first. */
  waits(): readonly Wait[];
}
