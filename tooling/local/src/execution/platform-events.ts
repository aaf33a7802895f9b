import type { SandboxFailure } from './invocation-failure.ts';

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

/** Initialisation is billed too, since August 2025. */
export function billedMs(report: Report): number {
  return Math.ceil(report.durationMs + (report.initDurationMs ?? 0));
}
