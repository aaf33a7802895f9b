import { createHash } from 'node:crypto';
import type { ScheduleDocument } from '../schedule-document.ts';
import { scheduleArn } from '../scheduler-arns.ts';

export interface Home {
  readonly accountId: string;
  readonly region: string;
}

/** One try to deliver a firing. */
export interface Attempt {
  readonly document: ScheduleDocument;
  readonly scheduledAtMs: number;
  /** The first one is 1. */
  readonly number: number;
}

/** What the target gets: the schedule's input, or AWS's own event. */
export function firingBody(attempt: Attempt, home: Home): string {
  const { Input } = attempt.document.settings.Target;
  return Input === undefined ? scheduledEvent(attempt, home) : fillIn(Input, attempt, home);
}

/** Another one for each attempt. */
export function executionId({ document, scheduledAtMs, number }: Attempt, home: Home): string {
  const text = `${scheduleArn(home, document)} ${String(scheduledAtMs)} ${String(number)}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** As AWS writes times here: without fractions of seconds. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function fillIn(input: string, attempt: Attempt, home: Home): string {
  const values: Readonly<Record<string, string>> = {
    'schedule-arn': scheduleArn(home, attempt.document),
    'scheduled-time': timeText(attempt.scheduledAtMs),
    'execution-id': executionId(attempt, home),
    'attempt-number': String(attempt.number),
  };
  return input.replaceAll(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (keyword: string, name: string) => values[name] ?? keyword,
  );
}

/**
 * What functions get from a schedule without an input, as they log it. Its detail is text, other than
 * in the events of EventBridge.
 */
function scheduledEvent(attempt: Attempt, home: Home): string {
  const { accountId, region } = home;
  const id = createHash('sha256').update(executionId(attempt, home)).digest('hex');
  return JSON.stringify({
    version: '0',
    id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: accountId,
    time: timeText(attempt.scheduledAtMs),
    region,
    resources: [scheduleArn(home, attempt.document)],
    detail: '{}',
  });
}
