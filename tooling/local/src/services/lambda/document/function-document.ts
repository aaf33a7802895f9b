import type { FunctionSettings } from '../settings/function-settings.ts';
import type { EventInvokeConfig } from './change-event-invoke-config.ts';
import type { ProvisionedConcurrency } from './change-provisioned.ts';
import type { FunctionUrl } from './function-url.ts';

/** A zip in the blob store, or a container image elsewhere. */
export interface CodeReference {
  /** Of the zip, or the digest of the image. */
  readonly sha256Hex: string;
  readonly sizeBytes: number;
  readonly unzippedBytes: number;
  /** Of a container image, which has no bytes here. */
  readonly imageUri?: string;
  /** The key of the customer's that the zip is said to be encrypted with. */
  readonly sourceKmsKeyArn?: string;
}

/** What runs: it is replaced as a whole by an update and frozen as a whole by a version. */
export interface Snapshot {
  readonly settings: FunctionSettings;
  readonly code: CodeReference;
  /** Changes with settings and code only, where `revisionId` also changes with tags and versions. */
  readonly executionRevision: string;
  readonly lastModifiedMs: number;
}

/**
 * A change that was accepted and is not finished. Everything that finishing it needs is here, so
 * that the clock alone finishes it: nothing has to be running in between.
 */
interface Transition {
  readonly kind: 'creating' | 'updating' | 'restoring';
  readonly settlesAtMs: number;
  readonly settledRevisionId: string;
  /** What invocations run until an update is finished. */
  readonly previous?: Snapshot;
}

/** How a creation or an update ends that does not succeed: when its transition is over, if it has one. */
interface Failure {
  readonly reasonCode: string;
  /** Of an update: what invocations go on running. */
  readonly previous?: Snapshot;
}

/** `$LATEST` or a published version. */
export interface VersionDocument extends Snapshot {
  readonly revisionId: string;
  readonly transition?: Transition;
  readonly failure?: Failure;
}

export interface PublishedVersion extends VersionDocument {
  /** The execution revision of `$LATEST` when this was published: equal means nothing to publish. */
  readonly publishedFrom: string;
}

export interface AliasDocument {
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
  /** At most one entry: a second version and its share of the invocations. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** One statement, without what it has in common with all of its policy. */
export interface PolicyStatement {
  readonly sid: string;
  readonly action: string;
  readonly principal: unknown;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PolicyDocument {
  readonly revisionId: string;
  readonly statements: readonly PolicyStatement[];
}

/** When the runtime of a version is updated; the version of it, when that is never. */
interface RuntimeManagement {
  readonly updateRuntimeOn: 'Auto' | 'FunctionUpdate' | 'Manual';
  readonly runtimeVersionArn?: string;
}

/** Everything that is known of a function. ARNs are not in it: they are made when it is shown. */
export interface FunctionDocument {
  readonly name: string;
  readonly latest: VersionDocument;
  /** By number, as text. */
  readonly versions: Readonly<Record<string, PublishedVersion>>;
  /** The highest number ever given: numbers are never used twice. */
  readonly lastVersion: number;
  readonly aliases: Readonly<Record<string, AliasDocument>>;
  /** By qualifier; the function's own policy has the empty one. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  /** By qualifier: `$LATEST`, a number or an alias. */
  readonly eventInvokeConfigs?: Readonly<Record<string, EventInvokeConfig>>;
  /** By qualifier: a number or an alias. */
  readonly provisioned?: Readonly<Record<string, ProvisionedConcurrency>>;
  /** By version: `$LATEST` or a number. */
  readonly runtimeManagement?: Readonly<Record<string, RuntimeManagement>>;
  /** By alias; the function's own has the empty one. They outlive an alias that is deleted. */
  readonly urls?: Readonly<Record<string, FunctionUrl>>;
  readonly recursiveLoop?: 'Allow' | 'Terminate';
  readonly codeSigningConfigArn?: string;
  readonly usedAtMs: number;
}

/** What a change takes from outside, so that the changes themselves are pure. */
export interface Moment {
  readonly nowMs: number;
  readonly settleMs: number;
  readonly newId: () => string;
}
