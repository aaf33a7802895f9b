/** The clock of everything that waits. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** The time of day. */
  readonly date: () => Date;
}
