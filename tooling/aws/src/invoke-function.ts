import { InvokeCommand } from '@aws-sdk/client-lambda';
import { UserError, type Answer } from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { isAwsError, translating } from './translate-error.ts';

/** What a function is called with. */
export interface Call {
  /** JSON text. */
  readonly payload: string;
  /** Whether the end of its log is wanted. */
  readonly tail: boolean;
  /** The number of a version; `live` when left out. */
  readonly qualifier?: string | undefined;
}

/** Calls a function and waits for its answer. @throws UserError FUNCTION_NOT_LIVE */
export async function invokeFunction(
  { invoker }: AwsClients,
  functionName: string,
  { payload, tail, qualifier = liveAlias }: Call,
): Promise<Answer> {
  return translating(functionName, async () => {
    try {
      const output = await invoker.send(
        new InvokeCommand({
          FunctionName: functionName,
          Qualifier: qualifier,
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
