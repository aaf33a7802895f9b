/** 6 MB and what AWS leaves for its own envelope. */
export const maxResponseBytes = 6_291_556;

/** Why an environment could not finish what it was doing, in AWS's words. */
export interface SandboxFailure {
  readonly errorType: string;
  /** Without `RequestId: … Error: ` in front. */
  readonly message: string;
  readonly status: 'error' | 'timeout';
  /** The type that the REPORT line names, where it differs. */
  readonly reportedType?: string;
}

/** How a process ended, as Node tells. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It was ended by us because it used more than its memory. */
  readonly outOfMemory: boolean;
}

export function timedOut(timeoutSeconds: number): SandboxFailure {
  return {
    errorType: 'Sandbox.Timedout',
    message: `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    status: 'timeout',
  };
}

export function runtimeExited(exit: ProcessExit): SandboxFailure {
  return {
    errorType: 'Runtime.ExitError',
    message: describeExit(exit),
    status: 'error',
    ...(exit.outOfMemory && { reportedType: 'Runtime.OutOfMemory' }),
  };
}

export function failurePayload(failure: SandboxFailure, requestId: string): Uint8Array {
  return jsonBytes({
    errorType: failure.errorType,
    errorMessage: `RequestId: ${requestId} Error: ${failure.message}`,
  });
}

export function responseTooLarge(): Uint8Array {
  return jsonBytes({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${String(maxResponseBytes)} bytes).`,
  });
}

function describeExit({ code, signal }: ProcessExit): string {
  if (signal !== null) {
    return `Runtime exited with error: signal: ${signalNames[signal] ?? signal.toLowerCase()}`;
  }
  if (code === 0) return 'Runtime exited without providing a reason';
  return `Runtime exited with error: exit status ${String(code)}`;
}

const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};

function jsonBytes(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
