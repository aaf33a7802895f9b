import type { ExecutableFunction } from './executor.ts';
import type { SandboxFailure } from './invocation-failure.ts';
import { passes } from './log-level.ts';

/** What the service writes about an environment, beside what the function writes. */
export type PlatformEvent =
  | {
      readonly type: 'initStart';
      readonly runtimeVersion: string;
      readonly runtimeVersionArn: string;
    }
  | {
      readonly type: 'initReport';
      readonly phase: InitPhase;
      readonly durationMs: number;
      readonly failure?: Failure | undefined;
    }
  | { readonly type: 'start'; readonly requestId: string }
  | { readonly type: 'failure'; readonly requestId: string; readonly failure: SandboxFailure }
  | {
      readonly type: 'runtimeDone';
      readonly requestId: string;
      readonly durationMs: number;
      readonly producedBytes: number;
      readonly failure?: Failure | undefined;
    }
  | { readonly type: 'report'; readonly report: Report };

/** `invoke` when an environment is initialised again within an invocation. */
export type InitPhase = 'init' | 'invoke';

/** `unhandled`: the function's own code failed, which the text format does not mark. */
export interface Failure {
  readonly status: 'error' | 'timeout';
  readonly errorType: string;
  readonly unhandled?: boolean;
}

export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly maxMemoryUsedMb: number;
  /** Present on a cold start. */
  readonly initDurationMs?: number | undefined;
  readonly failure?: Failure | undefined;
  readonly trace?: { readonly traceId: string; readonly segmentId: string } | undefined;
}

/**
 * The line that AWS writes for an event, or undefined where it writes none in that format or the
 * function's system log level hides it.
 */
export function renderPlatformEvent(
  event: PlatformEvent,
  executable: ExecutableFunction,
  now: Date,
): string | undefined {
  if (executable.logFormat === 'Text') return textLine(event, executable, now);
  const rendered = jsonRecord(event, executable);
  if (rendered === undefined) return undefined;
  if (!passes(rendered.level, executable.systemLogLevel ?? 'INFO')) return undefined;
  const { type, record } = rendered;
  return JSON.stringify({ time: now.toISOString(), type: `platform.${type}`, record });
}

function textLine(
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

interface JsonRecord {
  readonly type: string;
  readonly level: string;
  readonly record: object;
}

/** Levels: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
function jsonRecord(event: PlatformEvent, executable: ExecutableFunction): JsonRecord | undefined {
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

/** Initialisation is billed too, since August 2025. */
function billedMs(report: Report): number {
  return Math.ceil(report.durationMs + (report.initDurationMs ?? 0));
}

const milliseconds = (value: number) => value.toFixed(2);
const rounded = (value: number) => Number(value.toFixed(3));
