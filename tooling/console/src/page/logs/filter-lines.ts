import type { LogLine } from '../live/log-buffer.ts';
import { readMessage } from './read-message.ts';

export interface LogFilter {
  /** Words that a line must have, all of them, in whatever case. */
  readonly text: string;
  /** Part of a function's name, or all of it; empty is every function. */
  readonly source: string;
  /** Leaves out what Lambda says of each invocation: its start, its end, its report. */
  readonly withoutPlatform?: boolean | undefined;
}

export function filterLines(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
  const { withoutPlatform = false } = filter;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = filter.source.trim().toLowerCase();
  if (words.length === 0 && wanted === '' && !withoutPlatform) return lines;
  // `predict` is chosen whole when there is one, although `predict-daily` has it in its name, too.
  const isWhole = lines.some((line) => line.source.toLowerCase() === wanted);
  return lines.filter(({ source, message, requestId = '' }) => {
    const name = source.toLowerCase();
    if (isWhole ? name !== wanted : !name.includes(wanted)) return false;
    if (withoutPlatform && readMessage(message).level === 'PLATFORM') return false;
    const all = `${message}\n${requestId}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
