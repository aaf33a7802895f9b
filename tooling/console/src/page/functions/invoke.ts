import { AnswerError, ask } from '../answers/ask.ts';
import { readReportLine, type ReportLine } from './read-report-line.ts';

/** How an invocation ended. */
export interface Outcome {
  /** What was answered, as it came. */
  readonly payload: string;
  /** `Unhandled`, `Handled`: the function failed, and the payload says how. */
  readonly functionError?: string | undefined;
  readonly executedVersion?: string | undefined;
  /** The last 4 kB, as AWS gives them. */
  readonly log: string;
  readonly report?: ReportLine | undefined;
  readonly requestId?: string | undefined;
}

interface Invocation {
  readonly functionName: string;
  /** JSON. */
  readonly event: string;
  /** `live`, or the function itself. */
  readonly qualifier: string;
  readonly signal: AbortSignal;
}

/**
 * Calls a function by AWS's own operation, and waits for its answer.
 *
 * @throws AnswerError when it could not be called
 */
export async function invoke(invocation: Invocation): Promise<Outcome> {
  const { functionName, event, qualifier, signal } = invocation;
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  const response = await send(`${path}?Qualifier=${encodeURIComponent(qualifier)}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-amz-log-type': 'Tail',
      // AWS wants one with a signature; of when is nobody's business, since none is checked.
      'x-amz-date': '20260101T000000Z',
      authorization: await authorize(signal),
    },
    body: event,
    signal,
  });
  const payload = await response.text();
  if (!response.ok) throw new AnswerError(response.status, messageOf(payload));
  const log = decodeLog(response.headers.get('x-amz-log-result'));
  return {
    payload,
    functionError: response.headers.get('x-amz-function-error') ?? undefined,
    executedVersion: response.headers.get('x-amz-executed-version') ?? undefined,
    requestId: response.headers.get('x-amzn-requestid') ?? undefined,
    log,
    report: readReportLine(log),
  };
}

/**
 * A request of AWS's API says by its signature which service and region it is for. The local AWS checks
 * no signature, so there is nothing secret here, and nothing to compute.
 */
async function authorize(signal: AbortSignal): Promise<string> {
  const { region } = JSON.parse(await ask('/_local/health', { signal })) as Health;
  const credential = `console/20260101/${region}/lambda/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`;
}

interface Health {
  readonly region: string;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new AnswerError(
      0,
      'The local AWS did not answer: it is not running, or it ended meanwhile.',
    );
  }
}

function decodeLog(base64: string | null): string {
  if (base64 === null) return '';
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
  return new TextDecoder().decode(bytes);
}

function messageOf(payload: string): string {
  try {
    const body = JSON.parse(payload) as { readonly message?: unknown; readonly Message?: unknown };
    const message = body.Message ?? body.message;
    return typeof message === 'string' ? message : payload;
  } catch {
    return payload;
  }
}
