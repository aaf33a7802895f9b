import { randomBytes } from 'node:crypto';
import type { InvocationRequest } from './executor.ts';
import type { Delivery } from './runtime-api.ts';

/** An X-Ray trace, which AWS gives to every invocation. */
export interface Trace {
  readonly traceId: string;
  readonly segmentId: string;
  readonly sampled: boolean;
}

export function newTrace(now: Date, tracingMode: 'Active' | 'PassThrough'): Trace {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return {
    traceId: `1-${seconds}-${randomBytes(12).toString('hex')}`,
    segmentId: randomBytes(8).toString('hex'),
    sampled: tracingMode === 'Active',
  };
}

/** The answer to the runtime's `next`. The deadline is of the machine's clock: so is the child's. */
export function deliveryOf(request: InvocationRequest, trace: Trace, deadline: number): Delivery {
  const sampled = trace.sampled ? '1' : '0';
  return {
    requestId: request.requestId,
    payload: request.payload,
    reply: request.reply,
    headers: {
      'Lambda-Runtime-Aws-Request-Id': request.requestId,
      'Lambda-Runtime-Deadline-Ms': String(deadline),
      'Lambda-Runtime-Invoked-Function-Arn': request.invokedFunctionArn,
      'Lambda-Runtime-Trace-Id': `Root=${trace.traceId};Parent=${trace.segmentId};Sampled=${sampled}`,
      ...(request.clientContext !== undefined && {
        'Lambda-Runtime-Client-Context': headerValue(request.clientContext),
      }),
    },
  };
}

/** JSON text on one line, as UTF-8: Node writes each character of a header as one byte. */
function headerValue(json: string): string {
  const oneLine = json.replace(/[\r\n]+\s*/g, ' ').replaceAll('\u007f', '\\u007f');
  return Buffer.from(oneLine).toString('latin1');
}
