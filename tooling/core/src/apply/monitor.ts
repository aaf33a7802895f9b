/** A CloudWatch alarm. */
export interface Alarm {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** In CloudWatch's words. */
  readonly reason: string;
}

/** Which version of a function, called through `live`. */
export interface VersionQuery {
  readonly functionName: string;
  readonly version: string;
}

/** How often a version was called, and failed. */
export interface InvocationCount {
  readonly invocations: number;
  readonly errors: number;
}

/** What is known of how functions fare: CloudWatch. */
export interface Monitor {
  /** Those that are there, in any order. */
  readAlarms(names: readonly string[]): Promise<readonly Alarm[]>;
  /** In the order of the queries; only calls since then, by the minute. */
  countInvocations(
    queries: readonly VersionQuery[],
    since: Date,
  ): Promise<readonly InvocationCount[]>;
}
