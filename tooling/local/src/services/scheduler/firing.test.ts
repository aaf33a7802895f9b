import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { startTestAws } from '../../testing/start-test-aws.ts';
import type { FiredSchedule, ShownSchedule } from './local-schedules.ts';
import {
  accountId,
  functionArn,
  newSchedule,
  region,
  role,
  startSchedulerLab,
  type SchedulerLab,
} from './testing/start-scheduler.ts';

let lab: SchedulerLab;
let expectedFailures: unknown[];
beforeEach(async () => {
  expectedFailures = [];
  lab = await startSchedulerLab();
  await lab.createFunction();
});
afterEach(async () => {
  await lab.stop();
  expect(lab.aws.failures.map(String)).toEqual(expectedFailures);
});

const arn = `arn:aws:scheduler:${region}:${accountId}:schedule/default/monthly`;
const target = { Arn: functionArn, RoleArn: role };
/** The clock begins on 20 November 2026 at noon. */
const moveTo = (to: string) => lab.aws.setClock({ to });

/** What the function logged that it got, and when. */
async function received(): Promise<{ at: string; event: unknown }[]> {
  const logs = new CloudWatchLogsClient(lab.aws.client);
  const filter = { logGroupName: '/aws/lambda/job', filterPattern: 'GOT' };
  const { events = [] } = await logs
    .send(new FilterLogEventsCommand(filter))
    .catch(() => ({ events: [] }));
  logs.destroy();
  return events.map(({ message = '', timestamp = 0 }) => ({
    at: new Date(timestamp).toISOString(),
    event: JSON.parse(/GOT (.*)/.exec(message)?.[1] ?? 'null') as unknown,
  }));
}

const receivedAt = async () => (await received()).map(({ at }) => at.slice(0, 16));

async function local<Answer>(method: string, path: string): Promise<Answer> {
  const answer = await fetch(`${lab.aws.url}/_local/${path}`, { method });
  return (await answer.json()) as Answer;
}

test('fires once in a month, at its time in its zone, with what AWS sends', async () => {
  await lab.create({
    ScheduleExpression: 'cron(0 3 1 * ? *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
  await moveTo('2026-12-20T12:00:00Z');
  const [first, ...more] = await received();
  expect(more).toEqual([]);
  expect(first?.at).toMatch(/^2026-12-01T02:00:00/);
  expect(first?.event).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: accountId,
    time: '2026-12-01T02:00:00Z',
    region,
    resources: [arn],
    detail: '{}',
  });
});

test('goes by the clocks of its zone over both changes of a year', async () => {
  await lab.create({
    ScheduleExpression: 'cron(30 2 28-30 3 ? 2027)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
  await lab.create({
    Name: 'autumn',
    ScheduleExpression: 'cron(30 2 30-31 10 ? 2027)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
  await moveTo('2027-12-01T00:00:00Z');
  expect(await receivedAt()).toEqual([
    // On the 28th there is no 2:30.
    '2027-03-29T00:30',
    '2027-03-30T00:30',
    '2027-10-30T00:30',
    // The first of two.
    '2027-10-31T00:30',
  ]);
});

test('fires a rate when it is created, and then again and again until its end', async () => {
  await lab.create({
    ScheduleExpression: 'rate(6 hours)',
    EndDate: new Date('2026-11-21T00:00:00Z'),
    ActionAfterCompletion: 'DELETE',
  });
  await moveTo('2026-11-20T23:59:00Z');
  expect(await receivedAt()).toEqual(['2026-11-20T12:00', '2026-11-20T18:00']);
  expect((await lab.scheduler.send(new ListSchedulesCommand({}))).Schedules).toHaveLength(1);
  await moveTo('2026-11-25T00:00:00Z');
  expect(await receivedAt()).toHaveLength(3);
  expect((await lab.scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
});

test('begins a rate at its start, and again when it is given another one', async () => {
  const StartDate = new Date('2026-11-21T06:00:00Z');
  await lab.create({ ScheduleExpression: 'rate(1 day)', StartDate });
  await moveTo('2026-11-22T12:00:00Z');
  expect(await receivedAt()).toEqual(['2026-11-21T06:00', '2026-11-22T06:00']);
  const ScheduleExpression = 'rate(2 days)';
  await lab.scheduler.send(new UpdateScheduleCommand({ ...newSchedule, ScheduleExpression }));
  await moveTo('2026-11-25T00:00:00Z');
  expect((await receivedAt()).slice(2)).toEqual(['2026-11-22T12:00', '2026-11-24T12:00']);
});

test('fills the keywords of AWS into its input', async () => {
  await lab.create({
    ScheduleExpression: 'at(2026-11-20T13:00:00)',
    Target: {
      ...target,
      Input:
        '{"arn":"<aws.scheduler.schedule-arn>","at":"<aws.scheduler.scheduled-time>","id":"<aws.scheduler.execution-id>","attempt":<aws.scheduler.attempt-number>,"other":"<aws.scheduler.other>"}',
    },
  });
  await moveTo('2026-11-20T14:00:00Z');
  expect((await received()).map(({ event }) => event)).toEqual([
    {
      arn,
      at: '2026-11-20T13:00:00Z',
      id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      attempt: 1,
      other: '<aws.scheduler.other>',
    },
  ]);
});

test('fires somewhere in a flexible window, with the time that its expression says', async () => {
  await lab.create({
    ScheduleExpression: 'cron(0 3 * * ? *)',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
    Target: { ...target, Input: '"<aws.scheduler.scheduled-time>"' },
  });
  const { schedules } = await local<{ schedules: ShownSchedule[] }>('GET', 'schedules');
  await moveTo('2026-11-23T12:00:00Z');
  const found = await received();
  expect(found.map(({ event }) => event)).toEqual([
    '2026-11-21T03:00:00Z',
    '2026-11-22T03:00:00Z',
    '2026-11-23T03:00:00Z',
  ]);
  const times = found.map(({ at }) => at.slice(11, 16));
  expect(times.every((time) => time >= '03:00' && time < '04:00')).toBe(true);
  expect(new Set(times).size).toBeGreaterThan(1);
  expect(found[0]?.at.slice(0, 19)).toBe(schedules[0]?.next?.slice(0, 19));
});

test('fires no more when it is disabled, deleted, or when everything is dropped', async () => {
  const ScheduleExpression = 'cron(0 3 * * ? *)';
  await lab.create({ ScheduleExpression });
  await lab.create({ Name: 'gone', ScheduleExpression });
  const disabled = { ...newSchedule, ScheduleExpression, State: 'DISABLED' } as const;
  await lab.scheduler.send(new UpdateScheduleCommand(disabled));
  await lab.scheduler.send(new DeleteScheduleCommand({ Name: 'gone' }));
  expect(lab.aws.showClock().next).toBeUndefined();
  await lab.scheduler.send(new UpdateScheduleCommand({ ...disabled, State: 'ENABLED' }));
  expect(lab.aws.showClock().next).toBe('2026-11-21T03:00:00.000Z');
  await lab.aws.reset();
  expect(lab.aws.showClock().next).toBeUndefined();
});

test('goes on where another process begins, and makes up nothing', async () => {
  await lab.create({ ScheduleExpression: 'cron(0 3 * * ? *)' });
  await lab.aws.close();
  const later = await startTestAws({
    stateDirectory: lab.aws.stateDirectory,
    accountId,
    region,
    background: true,
    now: () => new Date('2026-11-25T12:00:00Z'),
  });
  expect(later.showClock().next).toBe('2026-11-26T03:00:00.000Z');
  await later.close();
});

describe('what does not reach its target', () => {
  it('is tried again until there is somebody', async () => {
    const gone = `${functionArn}-late`;
    await lab.create({
      ScheduleExpression: 'at(2026-11-20T13:00:00)',
      Target: { ...target, Arn: gone },
      ActionAfterCompletion: 'DELETE',
    });
    await moveTo('2026-11-20T13:01:00Z');
    expectedFailures = [
      `Error: ${arn} did not reach ${gone}, attempt 1: ResourceNotFoundException: Function not found: ${gone}. It is tried again.`,
    ];
    // It has not ended.
    expect((await lab.scheduler.send(new ListSchedulesCommand({}))).Schedules).toHaveLength(1);
  });

  it('is dropped after its retries, and the schedule deleted that has no more times', async () => {
    const gone = `${functionArn}-gone`;
    await lab.create({
      ScheduleExpression: 'at(2026-11-20T13:00:00)',
      Target: { ...target, Arn: gone, RetryPolicy: { MaximumRetryAttempts: 2 } },
      ActionAfterCompletion: 'DELETE',
    });
    await moveTo('2026-11-20T14:00:00Z');
    const failed = (attempt: number) =>
      `Error: ${arn} did not reach ${gone}, attempt ${String(attempt)}: ResourceNotFoundException: Function not found: ${gone}.`;
    expectedFailures = [
      `${failed(1)} It is tried again.`,
      `${failed(3)} It is dropped: it has no dead-letter queue.`,
    ];
    expect((await lab.scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
  });

  it('is said of a target that the local AWS has not', async () => {
    const Arn = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage';
    await lab.create({ ScheduleExpression: 'at(2026-11-20T13:00:00)', Target: { ...target, Arn } });
    await moveTo('2026-11-20T14:00:00Z');
    expectedFailures = [
      `Error: ${arn} did not reach ${Arn}, attempt 1: NotImplemented: The local AWS delivers nothing to ${Arn}: functions, queues, topics and event buses only. It is dropped: it has no dead-letter queue.`,
    ];
    expect(lab.aws.failures).toHaveLength(1);
  });
});

describe('by hand', () => {
  it('fires now, whether it is enabled or not', async () => {
    await lab.create({ ScheduleExpression: 'cron(0 3 1 * ? *)', State: 'DISABLED' });
    const { schedules } = await local<{ schedules: ShownSchedule[] }>('GET', 'schedules');
    expect(schedules).toEqual([
      {
        arn,
        groupName: 'default',
        name: 'monthly',
        state: 'DISABLED',
        expression: 'cron(0 3 1 * ? *)',
        timezone: 'UTC',
        targetArn: functionArn,
      },
    ]);
    const fired = await local<FiredSchedule>('POST', 'schedules/default/monthly/fire');
    expect(fired).toMatchObject({ arn, targetArn: functionArn, delivered: true });
    await lab.aws.setClock({ advanceSeconds: 1 });
    expect(await receivedAt()).toEqual(['2026-11-20T12:00']);
  });

  it('says why it did not reach its target', async () => {
    const Target = { ...target, Arn: `${functionArn}-gone` };
    await lab.create({ ScheduleExpression: 'cron(0 3 1 * ? *)', Target });
    expect(await local('POST', 'schedules/default/monthly/fire')).toMatchObject({
      delivered: false,
      error: {
        code: 'ResourceNotFoundException',
        message: `Function not found: ${functionArn}-gone`,
      },
    });
    const path = 'schedules/default/none/fire';
    expect(await local('POST', path)).toEqual({ message: `There is no /_local/${path}` });
  });
});
