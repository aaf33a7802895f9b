import { InvokeCommand } from '@aws-sdk/client-lambda';
import { UserError } from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { isAwsError, translating } from './translate-error.ts';

export interface Invocation {
  /** What the function returned, or its error: JSON text. */
  readonly payload: string;
  /** Present when the function failed: `Unhandled`. */
  readonly functionError?: string | undefined;
  readonly executedVersion: string;
  /** The last 4 KB of what it logged, when asked for. */
  readonly logTail?: string | undefined;
}

/** Calls a function through `live` and waits for its answer. @throws UserError FUNCTION_NOT_LIVE */
export async function invokeFunction(
  { invoker }: AwsClients,
  functionName: string,
  { payload, tail }: { readonly payload: string; readonly tail: boolean },
): Promise<Invocation> {
  return translating(functionName, async () => {
    try {
      const output = await invoker.send(
        new InvokeCommand({
          FunctionName: functionName,
          Qualifier: liveAlias,
          Payload: new TextEncoder().encode(payload),
          LogType: tail ? 'Tail' : 'None',
        }),
      );
      return {
        payload: output.Payload?.transformToString() ?? '',
        functionError: output.FunctionError,
        executedVersion: output.ExecutedVersion ?? '',
        logTail:
          output.LogResult === undefined
            ? undefined
            : Buffer.from(output.LogResult, 'base64').toString('utf8'),
      };
    } catch (error) {
      if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
      throw new UserError('FUNCTION_NOT_LIVE', `${functionName} is not live in this stage`, {
        subject: functionName,
        cause: error,
      });
    }
  });
}
