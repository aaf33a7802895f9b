import type { Failure } from './errors/failure.ts';
import type { FunctionAttributes, LiveSettings } from './function-settings.ts';
import type { Pin } from './pin.ts';
import type { Provenance } from './provenance.ts';
import type { SwitchShare } from './switching.ts';
import type { TriggerState } from './triggers/trigger-state.ts';

/** What a function was rolled back from. */
export interface PinnedVersion extends Pin {
  /** What that version is; absent when it was deleted since. */
  readonly published?:
    Pick<LiveFunction, 'codeSha256' | 'lastModified' | 'settings' | 'provenance'> | undefined;
}

/** A version that a deploy has published. */
export type DeployedVersion = Pick<
  LiveFunction,
  'version' | 'codeSha256' | 'settings' | 'provenance'
>;

/** The version that a switch in steps goes to, and what it has of the traffic. */
interface SwitchUnderWay extends SwitchShare {
  /** Where that version came from; absent when it was published by hand, or is gone. */
  readonly provenance?: Provenance | undefined;
}

/** What serves traffic: the version that the alias `live` points to. */
export interface LiveFunction {
  readonly functionName: string;
  readonly functionArn: string;
  /** Number of the version. */
  readonly version: string;
  /** Base64 SHA-256 of its zip. */
  readonly codeSha256: string;
  readonly codeBytes: number;
  /** ISO 8601, when the version was published. */
  readonly lastModified: string;
  readonly settings: LiveSettings;
  readonly attributes: FunctionAttributes;
  /** A switch in steps that is under way, or was interrupted. */
  readonly switching?: SwitchUnderWay | undefined;
  /**
   * The triggers that we made. Absent: they were not read, since they are what a tag remembers as
   * applied last.
   */
  readonly triggers?: readonly TriggerState[] | undefined;
  /** Absent when somebody published the version by hand. */
  readonly provenance?: Provenance | undefined;
  /** What a deploy had made live before somebody published over it; for a version of ours absent. */
  readonly deployed?: DeployedVersion | undefined;
  /** Present after a rollback. */
  readonly pin?: PinnedVersion | undefined;
}

/**
 * What a stage holds under a function's name.
 *
 * `unreleased`: the function exists without the alias `live`, as an interrupted first deploy
 * leaves it; `tags` say whether it is ours. `unreadable`: its tags or its environment cannot be
 * read, so nothing can be said of it, and nothing is done to it.
 */
export type FunctionState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreleased'; readonly tags: Readonly<Record<string, string>> }
  | { readonly kind: 'live'; readonly live: LiveFunction }
  | { readonly kind: 'unreadable'; readonly failure: Failure };
