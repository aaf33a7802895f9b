import type { LogLine } from '../live/log-buffer.ts';

export interface LogFilter {
  /** Words that a line must have, all of them, in whatever case. */
  readonly text: string;
  /** Part of a function's name, or all of it; empty is every function. */
  readonly source: string;
}

export function filterLines(
  lines: readonly LogLine[],
  { text, source }: LogFilter,
): readonly LogLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = source.trim().toLowerCase();
  if (words.length === 0 && wanted === '') return lines;
  // `predict` is chosen whole when there is one, although `predict-daily` has it in its name, too.
  const isWhole = lines.some((line) => line.source.toLowerCase() === wanted);
  return lines.filter((line) => {
    const name = line.source.toLowerCase();
    if (isWhole ? name !== wanted : !name.includes(wanted)) return false;
    const all = `${line.message}\n${line.requestId ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
