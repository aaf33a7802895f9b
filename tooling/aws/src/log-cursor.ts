/** A line of a function, or of Lambda about it. */
export interface LogEvent {
  /** Of its group, together with the stream. */
  readonly eventId: string;
  /** ISO 8601, to the millisecond. */
  readonly time: string;
  readonly stream: string;
  readonly message: string;
}

/**
 * Lines of one stream are there before older ones of another: each environment sends its own when it has
 * some. So what is as young as this is asked for again.
 */
const overlapMs = 60_000;

/** The same where nothing was found: then the time is this machine's, and not that of a line. */
const searchedOverlapMs = 300_000;

/** How far a log has been read. It outlives the clients that read it. */
export interface LogCursor {
  /** From when to ask on: epoch milliseconds. */
  from(): number;
  /** Takes what was answered. @returns what was not there before, in its order */
  take(events: readonly LogEvent[]): readonly LogEvent[];
  /** Everything as old as that was searched: a pattern that hardly matches is not looked for in it again. */
  searched(untilMs: number): void;
}

/**
 * Remembers which lines of the last minute were seen, and no older ones.
 *
 * @param startMs - epoch milliseconds; nothing older is wanted
 */
export function createLogCursor(startMs: number): LogCursor {
  const seen = new Map<string, number>();
  let latestMs = 0;
  let searchedMs = 0;
  const from = () => Math.max(startMs, latestMs - overlapMs, searchedMs - searchedOverlapMs, 0);
  return {
    from,
    take(events) {
      const fresh = events.filter(({ stream, eventId, time }) => {
        const key = `${stream} ${eventId}`;
        if (seen.has(key)) return false;
        const timeMs = Date.parse(time);
        seen.set(key, timeMs);
        latestMs = Math.max(latestMs, timeMs);
        return true;
      });
      const oldest = from();
      for (const [key, timeMs] of seen) if (timeMs < oldest) seen.delete(key);
      return fresh;
    },
    searched(untilMs) {
      searchedMs = untilMs;
    },
  };
}
