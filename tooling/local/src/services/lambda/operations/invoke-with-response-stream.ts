import type {
  InvokeWithResponseStreamRequest,
  InvokeWithResponseStreamResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { checkPayload, decodeClientContext } from '../invoke/check-payload.ts';
import { executableOf } from '../invoke/executable-of.ts';
import { openEventStream } from '../invoke/event-stream.ts';
import { runInvocation, takeSlot, type Invocation } from '../invoke/run-invocation.ts';
import { functionArn } from '../names/function-arn.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { findTarget, tailOf } from './invoke.ts';
import { referenceOf, type LambdaWorld } from './lambda-world.ts';

export const invokeWithResponseStreamOperations = (world: LambdaWorld) => ({
  /** The answer begins at once, and goes on as the function writes. */
  async InvokeWithResponseStream(
    input: InvokeWithResponseStreamRequest,
    context: RequestContext,
  ): Promise<Omit<InvokeWithResponseStreamResponse, 'EventStream'> & { EventStream?: unknown }> {
    const { TenantId } = input;
    refuseUnimplemented('InvokeWithResponseStream', { TenantId });
    const reference = referenceOf(input, context);
    const target = await findTarget(world, reference, context);
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    // What cannot run is no answer that breaks off.
    executableOf(target.document, target.number);
    const events = openEventStream();
    const request: Invocation = {
      reference,
      invocationType: 'RequestResponse',
      requestId: context.requestId,
      invokedFunctionArn: functionArn(context, reference.name, reference.qualifier),
      payload: checkPayload(input.Payload, 'RequestResponse'),
      clientContext: decodeClientContext(input.ClientContext),
      reply: events.sink,
    };
    const slot = takeSlot(world, request, target);
    runInvocation(world, request, target)
      .finally(() => slot.release())
      .then(
        ({ payload, functionError, log }) => {
          const LogResult = input.LogType === 'Tail' ? tailOf(log) : undefined;
          return events.complete({ payload, functionError, LogResult });
        },
        (error: unknown) => events.abort(error),
      )
      .catch(world.onFailure);
    return {
      StatusCode: 200,
      ExecutedVersion: target.number,
      ResponseStreamContentType: 'application/vnd.amazon.eventstream',
      EventStream: events.stream,
    };
  },
});
