import type { Pin } from '../pin.ts';
import type { Provenance } from '../provenance.ts';
import type { PreparedVersion } from './function-store.ts';

/** A published version, as AWS lists it. */
export interface PublishedVersion {
  readonly version: string;
  /** ISO 8601. */
  readonly publishedAt: string;
  /** Base64 SHA-256 of its zip. */
  readonly codeSha256: string;
  readonly codeBytes: number;
  /** Absent when somebody published it by hand. */
  readonly provenance?: Provenance | undefined;
}

/** An alias of a function: `live`, and those of others. */
export interface FunctionAlias {
  readonly name: string;
  readonly version: string;
  /** Shares of the traffic, 0 to 1, of other versions than that one. */
  readonly additionalVersionWeights?: Readonly<Record<string, number>> | undefined;
  readonly description: string;
  readonly revisionId: string;
}

/** Everything that AWS knows of a function's past. */
export interface FunctionHistory {
  readonly functionName: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Newest first. */
  readonly versions: readonly PublishedVersion[];
  readonly aliases: readonly FunctionAlias[];
}

/** What became of a version that was to be deleted. `in-use`: AWS says that an alias names it. */
export type DeletedVersion = 'deleted' | 'in-use';

/** The versions of functions: what they were, and can be again. Fails with UserError. */
export interface VersionStore {
  /** Undefined when there is no function of that name. */
  readHistory(functionName: string): Promise<FunctionHistory | undefined>;
  /**
   * Makes ready to move `live` to a version that was published before; the alias is that of the
   * history.
   *
   * @throws UserError VERSION_UNUSABLE when the version is gone or not Active
   */
  prepareVersion(history: FunctionHistory, version: string): Promise<PreparedVersion>;
  /** Remembers what is not to be deployed again; a pin that is there is replaced. */
  pin(functionName: string, pin: Pin): Promise<void>;
  /** Removes the pin on a version; another one stays. @returns whether it was there */
  unpin(functionName: string, version: string): Promise<boolean>;
  /** Takes away the note that traffic is being moved to a version, unless it is on another one. */
  endSwitching(functionName: string, version: string): Promise<void>;
  /** The zip of a version, whose digest is the one that AWS tells. */
  readCode(functionName: string, version: string): Promise<Uint8Array>;
  deleteVersion(functionName: string, version: string): Promise<DeletedVersion>;
}
