import type { LiveSettings, RecordedAttributes } from '../function-settings.ts';
import type { DeployedVersion, LiveFunction } from '../live-function.ts';
import type { TriggerState } from '../triggers/trigger-state.ts';

/** Everything of a function that somebody may have changed by hand since the last deploy. */
export interface DriftFacts {
  readonly live: LiveFunction;
  /** What the last deploy has made live: the live version itself, unless somebody moved the alias. */
  readonly deployed?: DeployedVersion | undefined;
  readonly latest: { readonly codeSha256: string; readonly settings: LiveSettings };
  /** The newest version, where `$LATEST` is not what is live: it may be one that waits for its switch. */
  readonly newest?: DeployedVersion | undefined;
  /** Shares of traffic by version, 0 to 1, that no deploy of ours is under way with. */
  readonly strayWeights: Readonly<Record<string, number>>;
  /** Those that a deploy has applied last as they are declared, as AWS has them now. */
  readonly recorded: RecordedAttributes;
  /**
   * The triggers that we made, as they are. Absent: none were, or others are declared by now than were
   * applied last.
   */
  readonly triggers?: readonly TriggerState[] | undefined;
  /** The role that was made for the function; absent where it has another. */
  readonly role?: RoleFacts | undefined;
}

export interface RoleFacts {
  readonly isThere: boolean;
  /** Ids of statements of its policy that no deploy wrote, or that a deploy wrote and are gone. */
  readonly addedStatements: readonly string[];
  readonly missingStatements: readonly string[];
  /** Policies besides ours. */
  readonly otherPolicies: readonly string[];
}

/** Whether the repository declares something else since what is live was deployed. */
export type DeclaredSince = 'same' | 'changed' | 'unknown';

/** One thing that is not what the last deploy left. */
export interface Drift {
  /** In the configuration's words, or `live`, `$LATEST.timeout`, `role.policy`. */
  readonly field: string;
  /** Absent where there was nothing, or where values are not shown. */
  readonly deployed?: string | undefined;
  readonly live?: string | undefined;
  /** `unclear`: set by hand, or declared since what is live was deployed. */
  readonly cause: 'hand' | 'unclear';
}
