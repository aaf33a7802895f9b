import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../aws-error.ts';
import { createLocalClock } from '../../../clock/local-clock.ts';
import type { Message } from '../../../delivery/delivery.ts';
import { readSettings } from '../read-settings.ts';
import type { ScheduleDocument, ScheduleTarget } from '../schedule-document.ts';
import { fireSchedule } from './fire-schedules.ts';

const start = Date.parse('2026-11-20T12:00:00Z');
const home = { accountId: '111111111111', region: 'eu-central-1' };
const RoleArn = 'arn:aws:iam::111111111111:role/caller';
const queueArn = 'arn:aws:sqs:eu-central-1:111111111111:work';
const deadArn = 'arn:aws:sqs:eu-central-1:111111111111:dead';
const scheduleArn = 'arn:aws:scheduler:eu-central-1:111111111111:schedule/default/job';

/** Fires one schedule at a target that never takes anything, and lets a day pass. */
async function fire(target: Partial<ScheduleTarget>, options: { readonly failing: boolean }) {
  const report: string[] = [];
  const clock = createLocalClock({
    realNow: () => new Date(start),
    report: (error) => report.push(String(error)),
  });
  const sent: { readonly afterSeconds: number; readonly message: Message }[] = [];
  const document: ScheduleDocument = {
    groupName: 'default',
    name: 'job',
    settings: readSettings({
      Name: 'job',
      ScheduleExpression: 'at(2026-11-20T12:00:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: queueArn,
        RoleArn,
        Input: 'attempt <aws.scheduler.attempt-number>',
        ...target,
      },
    }),
    createdAtMs: start,
    modifiedAtMs: start,
    anchoredAtMs: start,
  };
  const context = {
    clock,
    home,
    store: { find: () => document, remove: () => Promise.resolve(true) },
    report: (error: unknown) => report.push(String(error)),
    delivery: {
      check: () => Promise.resolve(),
      receive(message: Message) {
        const afterSeconds = (clock.now().getTime() - start) / 1000;
        sent.push({ afterSeconds, message });
        if (!options.failing || message.targetArn === deadArn) return Promise.resolve();
        return Promise.reject(new AwsError(429, 'TooManyRequests', 'Rate exceeded.'));
      },
    },
  };
  const firing = { scheduledAtMs: start, firesAtMs: start };
  await fireSchedule(context, document, { firing, isLast: true });
  await clock.advanceTo(start + 86_400_000 * 1.5);
  await clock.close();
  return { sent, report };
}

describe('a firing', () => {
  it('is sent in the name of the schedule and its role', async () => {
    const { sent, report } = await fire({}, { failing: false });
    expect(sent).toEqual([
      {
        afterSeconds: 0,
        message: {
          targetArn: queueArn,
          body: 'attempt 1',
          messageGroupId: undefined,
          sender: {
            principal: 'scheduler.amazonaws.com',
            sourceArn: scheduleArn,
            roleArn: RoleArn,
          },
        },
      },
    ]);
    expect(report).toEqual([]);
  });

  it('tells a queue its group, and a bus what the event is', async () => {
    const queue = await fire({ SqsParameters: { MessageGroupId: 'g' } }, { failing: false });
    expect(queue.sent[0]?.message.messageGroupId).toBe('g');
    const EventBridgeParameters = { Source: 'app', DetailType: 'Trained' };
    const bus = await fire({ EventBridgeParameters }, { failing: false });
    expect(bus.sent[0]?.message.attributes).toEqual({ source: 'app', detailType: 'Trained' });
  });
});

describe('a firing that nobody takes', () => {
  it('is tried again after twice as long each time, then goes to the dead-letter queue', async () => {
    const { sent, report } = await fire(
      {
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 86_400 },
        DeadLetterConfig: { Arn: deadArn },
      },
      { failing: true },
    );
    expect(sent.map(({ afterSeconds, message }) => [afterSeconds, message.body])).toEqual([
      [0, 'attempt 1'],
      [10, 'attempt 2'],
      [30, 'attempt 3'],
      [70, 'attempt 4'],
      [70, 'attempt 4'],
    ]);
    const dead = sent.at(-1)?.message;
    expect(dead?.targetArn).toBe(deadArn);
    expect(dead?.attributes).toEqual({
      ERROR_CODE: 'TooManyRequests',
      ERROR_MESSAGE: 'Rate exceeded.',
      EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: '3',
      SCHEDULED_TIME: '2026-11-20T12:00:00Z',
      SCHEDULE_ARN: scheduleArn,
      TARGET_ARN: queueArn,
    });
    expect(report).toEqual([
      `Error: ${scheduleArn} did not reach ${queueArn}, attempt 1: TooManyRequests: Rate exceeded. It is tried again.`,
    ]);
  });

  it('is too old at some time', async () => {
    const RetryPolicy = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 60 };
    const { sent } = await fire(
      { RetryPolicy, DeadLetterConfig: { Arn: deadArn } },
      { failing: true },
    );
    expect(sent.map(({ afterSeconds }) => afterSeconds)).toEqual([0, 10, 30, 30]);
    expect(sent.at(-1)?.message.attributes).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
      RETRY_ATTEMPTS: '2',
    });
  });

  it('is tried as often as AWS does by default', async () => {
    const { sent } = await fire({}, { failing: true });
    expect(sent).toHaveLength(186);
  });
});
