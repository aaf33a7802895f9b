/** One line that a function wrote. */
export interface LogLine {
  /** Counts up, for as long as the page is open. */
  readonly id: number;
  /** ISO 8601, in the local AWS's time. */
  readonly timestamp: string;
  /** Of a log group that belongs to no function, the group's name. */
  readonly source: string;
  readonly requestId?: string | undefined;
  readonly message: string;
}

/** The last lines, as many as there is room for. */
export interface LogBuffer {
  readonly lines: readonly LogLine[];
  /** Of all messages in it. */
  readonly characters: number;
  /** Lines that were here, and had to go. */
  readonly dropped: number;
  /** Lines that never came: they were written faster than they could be sent. */
  readonly lost: number;
}

export interface LogBounds {
  readonly lines: number;
  readonly characters: number;
}

/** About 20 MB at most, whatever functions write. */
export const logBounds: LogBounds = { lines: 10_000, characters: 8_000_000 };

export const emptyLog: LogBuffer = { lines: [], characters: 0, dropped: 0, lost: 0 };

/** Puts lines at the end; what is over the bounds goes at the start. */
export function appendLines(
  buffer: LogBuffer,
  added: readonly LogLine[],
  bounds: LogBounds = logBounds,
): LogBuffer {
  const lines = [...buffer.lines, ...added];
  let start = Math.max(0, lines.length - bounds.lines);
  let characters = buffer.characters + sumOf(added) - sumOf(lines.slice(0, start));
  // The newest stays, however long it is.
  while (characters > bounds.characters && start < lines.length - 1) {
    characters -= lines[start]?.message.length ?? 0;
    start += 1;
  }
  return {
    lines: start === 0 ? lines : lines.slice(start),
    characters,
    dropped: buffer.dropped + start,
    lost: buffer.lost,
  };
}

const sumOf = (lines: readonly LogLine[]) =>
  lines.reduce((total, { message }) => total + message.length, 0);
