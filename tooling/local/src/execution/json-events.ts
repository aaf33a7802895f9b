import type { ExecutableFunction } from './executor.ts';
import { billedMs, type Failure, type PlatformEvent, type Report } from './platform-events.ts';

export interface JsonRecord {
  readonly type: string;
  readonly level: string;
  readonly record: object;
}

/** An event in the JSON format, if AWS writes it there, and its level: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
export function jsonRecord(
  event: PlatformEvent,
  executable: ExecutableFunction,
): JsonRecord | undefined {
  switch (event.type) {
    case 'initStart':
      return {
        type: 'initStart',
        level: 'INFO',
        record: {
          initializationType: 'on-demand',
          phase: 'init',
          runtimeVersion: event.runtimeVersion,
          runtimeVersionArn: event.runtimeVersionArn,
          functionName: executable.functionName,
          functionVersion: executable.version,
        },
      };
    case 'initReport':
      return {
        type: 'initReport',
        level: event.failure === undefined ? 'DEBUG' : 'WARN',
        record: {
          initializationType: 'on-demand',
          phase: event.phase,
          ...jsonStatus(event.failure),
          metrics: { durationMs: rounded(event.durationMs) },
        },
      };
    case 'start':
      return {
        type: 'start',
        level: 'INFO',
        record: { requestId: event.requestId, version: executable.version },
      };
    case 'failure':
      // The status of runtimeDone and report says it.
      return undefined;
    case 'runtimeDone':
      return {
        type: 'runtimeDone',
        level: event.failure === undefined ? 'DEBUG' : 'WARN',
        record: {
          requestId: event.requestId,
          ...jsonStatus(event.failure),
          metrics: { durationMs: rounded(event.durationMs), producedBytes: event.producedBytes },
        },
      };
    case 'report':
      return {
        type: 'report',
        level: event.report.failure === undefined ? 'INFO' : 'WARN',
        record: jsonReport(event.report, executable.memorySizeMb),
      };
  }
}

function jsonReport(report: Report, memorySizeMb: number): object {
  return {
    requestId: report.requestId,
    metrics: {
      durationMs: rounded(report.durationMs),
      billedDurationMs: billedMs(report),
      memorySizeMB: memorySizeMb,
      maxMemoryUsedMB: report.maxMemoryUsedMb,
      ...(report.initDurationMs !== undefined && {
        initDurationMs: rounded(report.initDurationMs),
      }),
    },
    ...(report.trace !== undefined && {
      tracing: {
        type: 'X-Amzn-Trace-Id',
        value: `Root=${report.trace.traceId};Parent=${report.trace.segmentId};Sampled=1`,
        spanId: report.trace.segmentId,
      },
    }),
    ...jsonStatus(report.failure),
  };
}

function jsonStatus(failure: Failure | undefined): object {
  if (failure === undefined) return { status: 'success' };
  if (failure.status === 'timeout') return { status: 'timeout' };
  return { status: 'error', errorType: failure.errorType };
}

const rounded = (value: number) => Number(value.toFixed(3));
