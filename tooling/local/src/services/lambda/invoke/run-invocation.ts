import type { ReplySink } from '../../../execution/executor.ts';
import { chooseVersion } from '../document/change-aliases.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { own } from '../document/own.ts';
import { isAliasName, type FunctionReference } from '../names/function-name.ts';
import type { LambdaWorld } from '../operations/lambda-world.ts';
import { resolveVersion } from '../operations/resolve-version.ts';
import { executableOf } from './executable-of.ts';
import type { InvocationRecord } from './invocation-record.ts';

export interface Invocation {
  readonly reference: FunctionReference;
  readonly invocationType: 'RequestResponse' | 'Event';
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  readonly payload: Uint8Array;
  readonly clientContext: string | undefined;
  readonly reply?: ReplySink | undefined;
}

export interface Target {
  readonly document: FunctionDocument;
  readonly number: string;
}

/** The version that this invocation runs: an alias with weights is asked each time. */
export function versionToRun(
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

/** Runs a version once, and tells the observer what became of it. */
export async function runInvocation(world: LambdaWorld, request: Invocation, target: Target) {
  const { requestId, invokedFunctionArn, payload, clientContext, reply } = request;
  const startedAtMs = world.moment().nowMs;
  const deployed = executableOf(target.document, target.number);
  const run = world.overrides.begin(deployed, request.reference.qualifier);
  const invoking = world.executor.invoke({
    function: run.executable,
    requestId,
    invokedFunctionArn,
    payload,
    clientContext,
    reply,
  });
  const result = await invoking.finally(() => {
    run.end();
  });
  const outcome = result.functionError === undefined ? 'succeeded' : 'failed';
  record(world, request, target, { outcome, startedAtMs, durationMs: result.durationMs });
  return result;
}

/** A place to run in, at once. @throws AwsError 429, of which the observer is told, too. */
export function takeSlot(world: LambdaWorld, request: Invocation, target: Target) {
  try {
    return world.slots.take(request.reference.name);
  } catch (error) {
    const startedAtMs = world.moment().nowMs;
    record(world, request, target, { outcome: 'throttled', startedAtMs, durationMs: 0 });
    throw error;
  }
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
