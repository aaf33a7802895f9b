import type { ExecutableFunction } from './executor.ts';
import { billedMs, type Failure, type PlatformEvent, type Report } from './platform-events.ts';

/** The line that AWS writes for an event in the text format, if any. */
export function textLine(
  event: PlatformEvent,
  executable: ExecutableFunction,
  now: Date,
): string | undefined {
  switch (event.type) {
    case 'initStart':
      return `INIT_START Runtime Version: ${event.runtimeVersion}\tRuntime Version ARN: ${event.runtimeVersionArn}\n`;
    case 'initReport':
      if (event.failure === undefined) return undefined;
      return `INIT_REPORT Init Duration: ${milliseconds(event.durationMs)} ms\tPhase: ${event.phase}${textStatus(event.failure)}\n`;
    case 'start':
      return `START RequestId: ${event.requestId} Version: ${executable.version}\n`;
    case 'failure':
      return event.failure.status === 'timeout'
        ? `${now.toISOString()} ${event.requestId} ${event.failure.message}\n\n`
        : `RequestId: ${event.requestId} Error: ${event.failure.message}\n${event.failure.errorType}\n`;
    case 'runtimeDone':
      return `END RequestId: ${event.requestId}\n`;
    case 'report':
      return textReport(event.report, executable.memorySizeMb);
  }
}

function textReport(report: Report, memorySizeMb: number): string {
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${milliseconds(report.durationMs)} ms`,
    `Billed Duration: ${String(billedMs(report))} ms`,
    `Memory Size: ${String(memorySizeMb)} MB`,
    `Max Memory Used: ${String(report.maxMemoryUsedMb)} MB`,
    ...(report.initDurationMs === undefined
      ? []
      : [`Init Duration: ${milliseconds(report.initDurationMs)} ms`]),
  ];
  const status = report.failure?.unhandled === true ? '' : textStatus(report.failure);
  const trace =
    report.trace === undefined
      ? ''
      : `XRAY TraceId: ${report.trace.traceId}\tSegmentId: ${report.trace.segmentId}\tSampled: true\t\n`;
  return `${fields.join('\t')}${status}\t\n${trace}`;
}

function textStatus(failure: Failure | undefined): string {
  if (failure === undefined) return '';
  if (failure.status === 'timeout') return '\tStatus: timeout';
  return `\tStatus: error\tError Type: ${failure.errorType}`;
}

const milliseconds = (value: number) => value.toFixed(2);
