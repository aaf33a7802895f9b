import { ExecutionEnded } from '../../../execution/execution-ended.ts';
import type { InvocationResult } from '../../../execution/executor.ts';
import { own } from '../document/own.ts';
import { servingSnapshot } from '../document/settle-function.ts';
import type { LambdaWorld } from '../operations/lambda-world.ts';
import { versionOf } from '../render/function-configuration.ts';
import { recordOf, type EventCondition, type LastAttempt } from './event-record.ts';
import type { InvocationSlots } from './invocation-slots.ts';
import { runInvocation, versionToRun, type Invocation, type Target } from './run-invocation.ts';
import { buryEvent, tellDestination } from './tell-destination.ts';
import { Undelivered } from './undelivered.ts';

/**
 * An asynchronous invocation: it waits for its turn, runs what is there when it comes, and is tried
 * again when the function fails. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 *
 * @param turn The place in the queue that it already has.
 */
export async function runEvent(
  world: LambdaWorld,
  event: Invocation,
  turn: ReturnType<InvocationSlots['wait']>,
): Promise<void> {
  try {
    const accepted = { event, acceptedAtMs: world.moment().nowMs };
    const ended = await runAttempts(world, accepted, turn);
    if (ended !== undefined) await finish(world, event, ended);
  } catch (error) {
    if (!(error instanceof ExecutionEnded)) world.onFailure(error);
  }
}

/** Between the first and the second attempt, and between that and the third. */
const retryDelaysMs = [60_000, 120_000] as const;
const defaultRetryAttempts = 2;
const defaultEventAgeSeconds = 21_600;

interface Accepted {
  readonly event: Invocation;
  readonly acceptedAtMs: number;
}

interface Ended {
  readonly condition: EventCondition;
  readonly attempts: number;
  readonly last: LastAttempt | undefined;
}

/** @returns undefined when the function is gone meanwhile. */
async function runAttempts(
  world: LambdaWorld,
  accepted: Accepted,
  turn: ReturnType<InvocationSlots['wait']>,
): Promise<Ended | undefined> {
  const { event } = accepted;
  const { name } = event.reference;
  let last: LastAttempt | undefined;
  for (let attempts = 0, next = turn; ; next = world.slots.wait(name)) {
    const slot = await next;
    if (slot === undefined) return { condition: 'ZeroReservedConcurrency', attempts, last };
    try {
      if (ageMs(world, accepted) > limitsOf(world, event).eventAgeMs) {
        return { condition: 'EventAgeExceeded', attempts, last };
      }
      const target = targetOf(world, event);
      if (target === undefined) return undefined;
      last = { ...(await attempt(world, event, target)), executedVersion: target.number };
      attempts += 1;
    } finally {
      slot.release();
    }
    const condition = conditionAfter(world, accepted, attempts, last);
    if (condition !== undefined) return { condition, attempts, last };
    await world.wait(retryDelaysMs[attempts - 1] ?? 0);
  }
}

/** One that could not even be started has failed: it is no reason to lose the event. */
async function attempt(
  world: LambdaWorld,
  event: Invocation,
  target: Target,
): Promise<Pick<InvocationResult, 'payload' | 'functionError'>> {
  try {
    return await runInvocation(world, event, target);
  } catch (error) {
    if (error instanceof ExecutionEnded) throw error;
    world.onFailure(error);
    const answer = { errorType: 'ServiceException', errorMessage: String(error) };
    return { functionError: 'Unhandled', payload: Buffer.from(JSON.stringify(answer)) };
  }
}

function targetOf(world: LambdaWorld, { reference }: Invocation): Target | undefined {
  const document = world.store.get(reference.name);
  const number = document && versionToRun(world, document, reference.qualifier);
  return document && number !== undefined ? { document, number } : undefined;
}

/** How the event has ended; undefined when it is to be tried once more. */
function conditionAfter(
  world: LambdaWorld,
  accepted: Accepted,
  attempts: number,
  { functionError }: Pick<InvocationResult, 'functionError'>,
): EventCondition | undefined {
  if (functionError === undefined) return 'Success';
  const { retryAttempts, eventAgeMs } = limitsOf(world, accepted.event);
  if (attempts > retryAttempts) return 'RetriesExhausted';
  const delayMs = retryDelaysMs[attempts - 1] ?? 0;
  return ageMs(world, accepted) + delayMs >= eventAgeMs ? 'EventAgeExceeded' : undefined;
}

function ageMs(world: LambdaWorld, { acceptedAtMs }: Accepted): number {
  return world.moment().nowMs - acceptedAtMs;
}

function limitsOf(world: LambdaWorld, event: Invocation) {
  const config = configOf(world, event);
  return {
    retryAttempts: config?.maximumRetryAttempts ?? defaultRetryAttempts,
    eventAgeMs: (config?.maximumEventAgeInSeconds ?? defaultEventAgeSeconds) * 1000,
  };
}

function configOf(world: LambdaWorld, { reference: { name, qualifier = '$LATEST' } }: Invocation) {
  return own(world.store.get(name)?.eventInvokeConfigs, qualifier);
}

/** Tells the destination, and of a failure the dead-letter queue, too. */
async function finish(world: LambdaWorld, event: Invocation, ended: Ended): Promise<void> {
  const config = configOf(world, event);
  const { name } = event.reference;
  if (ended.condition === 'ZeroReservedConcurrency') {
    const reason = 'its reserved concurrency is 0';
    world.onFailure(new Undelivered(`An event for ${name} was dropped: ${reason}.`));
  }
  const settings = settingsOf(world, event);
  if (settings === undefined) return;
  const isSuccess = ended.condition === 'Success';
  const destination = isSuccess ? config?.onSuccess : config?.onFailure;
  const timestamp = new Date(world.moment().nowMs).toISOString();
  const record = recordOf(event, { ...ended, timestamp });
  const telling = { event, record, isSuccess, roleArn: settings.role };
  if (destination !== undefined) {
    const told = await tellDestination(world, destination, telling);
    if (told !== undefined) void runEvent(world, told, world.slots.wait(told.reference.name));
  }
  if (isSuccess || settings.deadLetterTargetArn === undefined) return;
  const errorMessage = errorMessageOf(ended.last);
  await buryEvent(world, settings.deadLetterTargetArn, { ...telling, errorMessage });
}

function settingsOf(world: LambdaWorld, event: Invocation) {
  const target = targetOf(world, event);
  return target && servingSnapshot(versionOf(target.document, target.number)).settings;
}

/** Of a function's answer that says so; empty where there was none. */
function errorMessageOf(last: LastAttempt | undefined): string {
  try {
    const answer: unknown = JSON.parse(Buffer.from(last?.payload ?? []).toString());
    const { errorMessage } = answer as { readonly errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : '';
  } catch {
    return '';
  }
}
