/** What Lambda says of an invocation at its end. */
export interface ReportLine {
  readonly durationMs?: number | undefined;
  readonly billedDurationMs?: number | undefined;
  readonly memorySizeMB?: number | undefined;
  readonly maxMemoryUsedMB?: number | undefined;
  /** Of the first invocation of an environment. */
  readonly initDurationMs?: number | undefined;
  /** Where it is said: `error`, `timeout`. */
  readonly status?: string | undefined;
}

/**
 * Finds the line in a log, as text or as JSON (a log format of functions); undefined when it is not
 * there, as when the log was cut.
 */
export function readReportLine(log: string): ReportLine | undefined {
  const lines = log.split('\n').toReversed();
  for (const line of lines) {
    const report = line.startsWith('REPORT ') ? readText(line) : readJson(line);
    if (report !== undefined) return report;
  }
  return undefined;
}

function readText(line: string): ReportLine {
  const number = (label: string, unit: string) => {
    const found = new RegExp(`(?:^|\\t)${label}: ([\\d.]+) ${unit}`).exec(line)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  // The first follows the request id with a tab as well; older texts have a space.
  return {
    durationMs: number('Duration', 'ms') ?? number('REPORT RequestId: \\S+\\s+Duration', 'ms'),
    billedDurationMs: number('Billed Duration', 'ms'),
    memorySizeMB: number('Memory Size', 'MB'),
    maxMemoryUsedMB: number('Max Memory Used', 'MB'),
    initDurationMs: number('Init Duration', 'ms'),
    status: /\tStatus: (\w+)/.exec(line)?.[1],
  };
}

function readJson(line: string): ReportLine | undefined {
  if (!line.startsWith('{') || !line.includes('"platform.report"')) return undefined;
  try {
    const { type, record } = JSON.parse(line) as {
      readonly type?: unknown;
      readonly record?: { readonly status?: string; readonly metrics?: ReportLine };
    };
    if (type !== 'platform.report' || record === undefined) return undefined;
    const { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs } =
      record.metrics ?? {};
    const { status } = record;
    return { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs, status };
  } catch {
    return undefined;
  }
}
