import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import { ExecutionEnded } from '../../../execution/execution-ended.ts';
import type { RequestContext } from '../../../service.ts';
import { chooseVersion } from '../document/change-aliases.ts';
import { restoreFunction } from '../document/change-function.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { isIdle } from '../document/function-states.ts';
import { checkPayload, decodeClientContext } from '../invoke/check-payload.ts';
import { executableOf } from '../invoke/executable-of.ts';
import type { InvocationRecord } from '../invoke/invocation-record.ts';
import type { InvocationSlots } from '../invoke/invocation-slots.ts';
import { functionNotFound } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { functionArn } from '../names/function-arn.ts';
import { isAliasName, type FunctionReference } from '../names/function-name.ts';
import { versionOf } from '../render/function-configuration.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { failedConflict, pendingConflict } from './check-modifiable.ts';
import { existing, referenceOf, type LambdaWorld } from './lambda-world.ts';
import { resolveVersion } from './resolve-version.ts';
import { own } from '../document/own.ts';

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
      void runLater(world, request, world.slots.wait(reference.name));
      return { StatusCode: 202 };
    }
    const slot = takeSlot(world, request, target);
    try {
      const { payload, functionError, log } = await run(world, request, target);
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

interface Invocation {
  readonly reference: FunctionReference;
  readonly invocationType: 'RequestResponse' | 'Event';
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  readonly payload: Uint8Array;
  readonly clientContext: string | undefined;
}

interface Target {
  readonly document: FunctionDocument;
  readonly number: string;
}

/** @throws AwsError when there is no such function, or when it cannot run now. */
async function findTarget(
  world: LambdaWorld,
  reference: FunctionReference,
  context: RequestContext,
): Promise<Target> {
  const { name, qualifier = '$LATEST' } = reference;
  const document = existing(world.store.get(name), { name, qualifier }, context);
  const number = versionToRun(world, document, qualifier);
  if (number === undefined) throw functionNotFound(functionArn(context, name, qualifier));
  await refuseUnready(world, document, number);
  return { document, number };
}

function versionToRun(
  world: LambdaWorld,
  document: FunctionDocument,
  qualifier: string | undefined,
): string | undefined {
  const alias =
    qualifier !== undefined && isAliasName(qualifier)
      ? own(document.aliases, qualifier)
      : undefined;
  return alias === undefined
    ? resolveVersion(document, qualifier)
    : chooseVersion(alias, world.chance());
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

function takeSlot(world: LambdaWorld, request: Invocation, target: Target) {
  try {
    return world.slots.take(request.reference.name);
  } catch (error) {
    const startedAtMs = world.moment().nowMs;
    record(world, request, target, { outcome: 'throttled', startedAtMs, durationMs: 0 });
    throw error;
  }
}

async function run(world: LambdaWorld, request: Invocation, target: Target) {
  const { requestId, invokedFunctionArn, payload, clientContext } = request;
  const startedAtMs = world.moment().nowMs;
  const result = await world.executor.invoke({
    function: executableOf(target.document, target.number),
    requestId,
    invokedFunctionArn,
    payload,
    clientContext,
  });
  const outcome = result.functionError === undefined ? 'succeeded' : 'failed';
  record(world, request, target, { outcome, startedAtMs, durationMs: result.durationMs });
  return result;
}

function record(
  world: LambdaWorld,
  { reference, requestId, invocationType }: Invocation,
  { number }: Target,
  ended: Pick<InvocationRecord, 'outcome' | 'startedAtMs' | 'durationMs'>,
): void {
  world.onInvocation({
    functionName: reference.name,
    qualifier: reference.qualifier,
    executedVersion: number,
    requestId,
    invocationType,
    ...ended,
  });
}

/** An asynchronous invocation: it waits for its turn, and runs what is there when it comes. */
async function runLater(
  world: LambdaWorld,
  request: Invocation,
  turn: ReturnType<InvocationSlots['wait']>,
): Promise<void> {
  const { name, qualifier } = request.reference;
  const slot = await turn;
  if (slot === undefined) {
    world.onFailure(new DroppedEvent(name));
    return;
  }
  try {
    const document = world.store.get(name);
    const number = document && versionToRun(world, document, qualifier);
    if (document === undefined || number === undefined) return;
    await run(world, request, { document, number });
  } catch (error) {
    if (!(error instanceof ExecutionEnded)) world.onFailure(error);
  } finally {
    slot.release();
  }
}

class DroppedEvent extends Error {
  constructor(functionName: string) {
    super(`An event for ${functionName} was dropped: its reserved concurrency is 0.`);
    // It says all that there is to know, and is nobody's bug.
    delete this.stack;
  }
}

function tailOf(log: string): string {
  return Buffer.from(log).subarray(-lambdaLimits.logTailBytes).toString('base64');
}
