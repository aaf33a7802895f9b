import type { ExecutableFunction } from './executor.ts';
import { failurePayload, timedOut, type SandboxFailure } from './invocation-failure.ts';
import type { Failure } from './platform-events.ts';
import type { Outcome } from './sandbox.ts';

/** What the caller gets. */
export interface Result {
  readonly payload: Uint8Array;
  readonly failure?: Failure | undefined;
  readonly sandboxFailure?: SandboxFailure | undefined;
}

export function resultOf(
  outcome: Outcome,
  executable: ExecutableFunction,
  requestId: string,
): Result {
  const failure = failureOf(outcome, executable);
  if (outcome.kind === 'reply' || outcome.kind === 'initError') {
    return { payload: outcome.payload, failure };
  }
  const sandboxFailure =
    outcome.kind === 'exit' ? outcome.failure : timedOut(executable.timeoutSeconds);
  return { payload: failurePayload(sandboxFailure, requestId), failure, sandboxFailure };
}

/** What the log says of it. */
export function failureOf(outcome: Outcome, executable: ExecutableFunction): Failure | undefined {
  switch (outcome.kind) {
    case 'ready':
      return undefined;
    case 'reply':
      if (!outcome.failed) return undefined;
      return { status: 'error', errorType: errorTypeOf(outcome.payload), unhandled: true };
    case 'initError':
      return { status: 'error', errorType: errorTypeOf(outcome.payload) };
    case 'exit': {
      const { errorType, reportedType = errorType } = outcome.failure;
      return { status: 'error', errorType: reportedType };
    }
    case 'timeout': {
      const { errorType, status } = timedOut(executable.timeoutSeconds);
      return { status, errorType };
    }
  }
}

function errorTypeOf(payload: Uint8Array): string {
  try {
    const { errorType } = JSON.parse(Buffer.from(payload).toString()) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : 'Runtime.Unknown';
  } catch {
    return 'Runtime.Unknown';
  }
}
