import type { InvocationResult } from '../../../execution/executor.ts';
import type { Invocation } from './run-invocation.ts';
import { qualifiedArn } from './tell-destination.ts';

/** How an asynchronous invocation has ended. Recorded (test_lambda_destinations.snapshot.json). */
export type EventCondition =
  'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** The last attempt, of which the record tells. */
export interface LastAttempt extends Pick<InvocationResult, 'payload' | 'functionError'> {
  readonly executedVersion: string;
}

/** What a destination is told of an asynchronous invocation, as JSON text. */
export function recordOf(
  event: Invocation,
  ended: {
    readonly condition: EventCondition;
    readonly attempts: number;
    readonly last: LastAttempt | undefined;
    readonly timestamp: string;
  },
): string {
  const { requestId, payload } = event;
  const { condition, attempts, last, timestamp } = ended;
  const record = {
    version: '1.0',
    timestamp,
    requestContext: {
      requestId,
      functionArn: qualifiedArn(event),
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: jsonOf(payload),
    ...(last && {
      responseContext: {
        statusCode: 200,
        executedVersion: last.executedVersion,
        ...(last.functionError !== undefined && { functionError: last.functionError }),
      },
      responsePayload: jsonOf(last.payload),
    }),
  };
  return JSON.stringify(record);
}

function jsonOf(payload: Uint8Array): unknown {
  const text = Buffer.from(payload).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
