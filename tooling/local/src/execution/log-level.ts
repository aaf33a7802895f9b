const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
type LogLevel = (typeof levels)[number];

/** Whether a line of `level` passes a filter set to `minimum`. */
export function passes(level: string, minimum: string): boolean {
  const rank = (name: string) => levels.indexOf(name.toUpperCase() as LogLevel);
  return rank(level) >= rank(minimum);
}

/**
 * The level of a line that a function wrote by itself: what its JSON says in `level`, else INFO.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function levelOf(line: string): string {
  if (!line.startsWith('{')) return 'INFO';
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    const known =
      typeof level === 'string' && (levels as readonly string[]).includes(level.toUpperCase());
    return known ? level : 'INFO';
  } catch {
    return 'INFO';
  }
}
