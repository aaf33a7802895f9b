import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import { ExecutionEnded } from '../../../execution/execution-ended.ts';
import type { RequestContext } from '../../../service.ts';
import { restoreFunction } from '../document/change-function.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { isIdle } from '../document/function-states.ts';
import { checkPayload, decodeClientContext } from '../invoke/check-payload.ts';
import { executableOf } from '../invoke/executable-of.ts';
import { runEvent } from '../invoke/run-event.ts';
import {
  runInvocation,
  takeSlot,
  versionToRun,
  type Invocation,
  type Target,
} from '../invoke/run-invocation.ts';
import { functionNotFound } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { functionArn } from '../names/function-arn.ts';
import type { FunctionReference, Home } from '../names/function-name.ts';
import { versionOf } from '../render/function-configuration.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { failedConflict, pendingConflict } from './check-modifiable.ts';
import { existing, referenceOf, type LambdaWorld } from './lambda-world.ts';

export const invokeOperations = (world: LambdaWorld) => ({
  async Invoke(input: InvocationRequest, context: RequestContext): Promise<InvocationResponse> {
    const { TenantId, DurableExecutionName } = input;
    refuseUnimplemented('Invoke', { TenantId, DurableExecutionName });
    const reference = referenceOf(input, context);
    const target = await findTarget(world, reference, context);
    const invocationType = input.InvocationType ?? 'RequestResponse';
    if (invocationType === 'DryRun') return { StatusCode: 204 };
    const request: Invocation = {
      reference,
      invocationType,
      requestId: context.requestId,
      invokedFunctionArn: functionArn(context, reference.name, reference.qualifier),
      payload: checkPayload(input.Payload, invocationType),
      clientContext: decodeClientContext(input.ClientContext),
    };
    if (invocationType === 'Event') {
      executableOf(target.document, target.number);
      void runEvent(world, request, world.slots.wait(reference.name));
      return { StatusCode: 202 };
    }
    const slot = takeSlot(world, request, target);
    try {
      const { payload, functionError, log } = await runInvocation(world, request, target);
      return {
        StatusCode: 200,
        Payload: payload,
        FunctionError: functionError,
        ExecutedVersion: target.number,
        LogResult: input.LogType === 'Tail' ? tailOf(log) : undefined,
      };
    } catch (error) {
      if (!(error instanceof ExecutionEnded)) throw error;
      throw new AwsError(500, 'ServiceException', error.message, { Type: 'Service' });
    } finally {
      slot.release();
    }
  },
});

/** @throws AwsError when there is no such function, or when it cannot run now. */
export async function findTarget(
  world: LambdaWorld,
  reference: FunctionReference,
  context: Home,
): Promise<Target> {
  const { name, qualifier = '$LATEST' } = reference;
  const document = existing(world.store.get(name), { name, qualifier }, context);
  const number = versionToRun(world, document, qualifier);
  if (number === undefined) throw functionNotFound(functionArn(context, name, qualifier));
  await refuseUnready(world, document, number);
  return { document, number };
}

async function refuseUnready(
  world: LambdaWorld,
  document: FunctionDocument,
  number: string,
): Promise<void> {
  const { inactiveAfterMs } = world;
  const { nowMs } = world.moment();
  const isRestoring = document.latest.transition?.kind === 'restoring';
  if (isRestoring || versionOf(document, number).transition?.kind === 'creating') {
    throw pendingConflict();
  }
  const { failure } = versionOf(document, number);
  if (failure !== undefined && failure.previous === undefined) throw failedConflict();
  if (inactiveAfterMs === undefined) return;
  if (isIdle(document, nowMs, inactiveAfterMs)) {
    await changeExisting(world, document.name, (before) => restoreFunction(before, world.moment()));
    throw pendingConflict();
  }
  // Written now and then only: an invocation must not wait for the disk.
  if (nowMs - document.usedAtMs > inactiveAfterMs / 10) {
    await changeExisting(world, document.name, (before) => ({ ...before, usedAtMs: nowMs }));
  }
}

async function changeExisting(
  world: LambdaWorld,
  name: string,
  change: (before: FunctionDocument) => FunctionDocument,
): Promise<void> {
  await world.store.change(name, (before) => ({
    document: before && change(before),
    result: undefined,
  }));
}

/** The end of a log, as LogResult has it. */
export function tailOf(log: string): string {
  return Buffer.from(log).subarray(-lambdaLimits.logTailBytes).toString('base64');
}
