import type { BundleOptions } from '../lambda-request.ts';

/** A lambda that is bundled anew whenever something of it changes. */
export interface DevLambda extends Omit<BundleOptions, 'workspaceRoot'> {
  /** Its directory's name. */
  readonly name: string;
}

/** Where code is, absolute and whole: written when it is asked for the first time. */
export type DevCode = () => Promise<string>;

/** Code that was made for a lambda. */
export interface DevOutput {
  readonly name: string;
  /** Absent: it is what was deployed. */
  readonly code: DevCode | undefined;
}

/** What is wrong, and with which lambdas. */
export interface DevFailure {
  readonly lambdas: readonly string[];
  readonly error: unknown;
}

/** What came of building what had changed. */
export interface DevBuild {
  /** Lambdas whose code is another one, by name. */
  readonly changed: readonly DevOutput[];
  /** Those that could not be built: what they had before stays. */
  readonly failures: readonly DevFailure[];
  /** Those that could not be built the last time, and can be now. */
  readonly repaired: readonly string[];
}
