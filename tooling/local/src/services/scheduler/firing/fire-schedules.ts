import type { AwsError } from '../../../aws-error.ts';
import type { LocalClock } from '../../../clock/local-clock.ts';
import type { ScheduleDocument } from '../schedule-document.ts';
import { scheduleArn } from '../scheduler-arns.ts';
import type { SchedulerStore } from '../scheduler-store.ts';
import {
  deliverDeadLetter,
  deliverFiring,
  type DeliveryContext,
  type ExhaustedCondition,
} from './deliver-firing.ts';
import { FailedFiring } from './failed-firing.ts';
import type { Attempt } from './firing-body.ts';
import { nextFiring, type Firing } from './next-firing.ts';

export interface FiringContext extends DeliveryContext {
  readonly store: Pick<SchedulerStore, 'find' | 'remove'>;
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  /** Told of what did not reach its target. */
  readonly report: (error: unknown) => void;
}

/**
 * Fires at its moment, as often as its schedule's retry policy says until the target takes it.
 *
 */
export async function fireSchedule(
  context: FiringContext,
  document: ScheduleDocument,
  { firing, isLast }: { readonly firing: Firing; readonly isLast: boolean },
): Promise<void> {
  const { clock, store } = context;
  const begunAtMs = clock.now().getTime();
  const tryIt = async (number: number): Promise<void> => {
    const attempt: Attempt = { document, scheduledAtMs: firing.scheduledAtMs, number };
    const error = await deliverFiring(attempt, context);
    const delayMs = delayBefore(number + 1);
    const ageMs = clock.now().getTime() + delayMs - begunAtMs;
    const condition = error && exhausted(document, { attempts: number, ageMs });
    if (error !== undefined && condition === undefined && isWorthRetrying(error)) {
      if (number === 1) reportFailure(context, attempt, { error, what: 'is tried again' });
      clock.at(clock.now().getTime() + delayMs, () => {
        // Of a schedule that is gone, nothing is sent any more.
        return store.find(document.groupName, document.name) && tryIt(number + 1);
      });
      return;
    }
    if (error !== undefined) await giveUp(context, attempt, { error, condition });
    if (isLast && document.settings.ActionAfterCompletion === 'DELETE') {
      await removeCompleted(context, document);
    }
  };
  await tryIt(1);
}

const firstDelayMs = 10_000;
const longestDelayMs = 300_000;

/** Twice as long each time. AWS does not say how long it is. */
function delayBefore(attempt: number): number {
  return Math.min(firstDelayMs * 2 ** (attempt - 2), longestDelayMs);
}

function exhausted(
  { settings }: ScheduleDocument,
  { attempts, ageMs }: { readonly attempts: number; readonly ageMs: number },
): ExhaustedCondition | undefined {
  const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = settings.Target.RetryPolicy;
  if (attempts > MaximumRetryAttempts) return 'MaximumRetryAttempts';
  return ageMs > MaximumEventAgeInSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

/** What the local AWS has not, it will not have later. */
function isWorthRetrying({ status }: AwsError): boolean {
  return status !== 501;
}

async function giveUp(
  context: FiringContext,
  attempt: Attempt,
  {
    error,
    condition,
  }: { readonly error: AwsError; readonly condition: ExhaustedCondition | undefined },
): Promise<void> {
  const queueArn = attempt.document.settings.Target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) {
    reportFailure(context, attempt, { error, what: 'is dropped: it has no dead-letter queue' });
    return;
  }
  const refusal = await deliverDeadLetter(attempt, { ...context, queueArn, error, condition });
  if (refusal === undefined) return;
  const what = `is dropped: ${queueArn} did not take it either (${refusal.message})`;
  reportFailure(context, attempt, { error, what });
}

function reportFailure(
  { report, home }: FiringContext,
  { document, number }: Attempt,
  { error, what }: { readonly error: AwsError; readonly what: string },
): void {
  const { Arn } = document.settings.Target;
  const answer = `${error.code}: ${error.message.replace(/\.$/, '')}`;
  report(
    new FailedFiring(
      `${scheduleArn(home, document)} did not reach ${Arn}, attempt ${String(number)}: ${answer}. It ${what}.`,
    ),
  );
}

/** Unless somebody has given it new times meanwhile. */
async function removeCompleted(
  { store, clock }: FiringContext,
  document: ScheduleDocument,
): Promise<void> {
  const now = store.find(document.groupName, document.name);
  if (now === undefined || nextFiring(now, clock.now().getTime()) !== undefined) return;
  await store.remove(document);
}
