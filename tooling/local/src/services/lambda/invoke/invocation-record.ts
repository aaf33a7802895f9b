/** What became of one invocation: what CloudWatch counts and measures. */
export interface InvocationRecord {
  readonly functionName: string;
  /** As the caller named it: an alias, a number or `$LATEST`; absent when it named none. */
  readonly qualifier?: string | undefined;
  /** `$LATEST` or a number: what ran, or would have run if it had not been throttled. */
  readonly executedVersion: string;
  readonly requestId: string;
  readonly invocationType: 'RequestResponse' | 'Event';
  /** `failed`: the function's own failure, timeouts and crashes included. */
  readonly outcome: 'succeeded' | 'failed' | 'throttled';
  /** When it was to start, by the clock of the local AWS. */
  readonly startedAtMs: number;
  /** As REPORT shows it, without the cold start; 0 when it was throttled. */
  readonly durationMs: number;
}

/**
 * Told of every invocation when it has ended, each attempt of an asynchronous one by itself. It must
 * not throw, and nobody waits for it.
 */
export type InvocationObserver = (record: InvocationRecord) => void;
