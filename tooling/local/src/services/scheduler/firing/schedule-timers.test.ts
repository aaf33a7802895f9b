import { expect, test } from 'vitest';
import { createLocalClock } from '../../../clock/local-clock.ts';
import { readSettings } from '../read-settings.ts';
import type { ScheduleDocument } from '../schedule-document.ts';
import { createScheduleTimers } from './schedule-timers.ts';

const start = Date.parse('2026-11-20T12:00:00Z');
const hour = 3_600_000;

/** The timer of one schedule, with a machine's time that the test moves. */
function setUp() {
  const machine = { nowMs: start };
  const clock = createLocalClock({
    realNow: () => new Date(machine.nowMs),
    report: (error) => {
      throw error;
    },
  });
  const document: ScheduleDocument = {
    groupName: 'default',
    name: 'hourly',
    settings: readSettings({
      Name: 'hourly',
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: 'a', RoleArn: 'b' },
    }),
    createdAtMs: start - hour / 2,
    modifiedAtMs: start - hour / 2,
    anchoredAtMs: start - hour / 2,
  };
  const fired: number[] = [];
  const timers = createScheduleTimers({
    clock,
    find: () => document,
    fire(_document, { firing }) {
      fired.push((firing.scheduledAtMs - start) / hour);
      return Promise.resolve();
    },
  });
  timers.start([document]);
  return { machine, clock, fired };
}

test('fires at every time that the clock is moved over', async () => {
  const { clock, fired } = setUp();
  await clock.advanceTo(start + 3 * hour);
  expect(fired).toEqual([0.5, 1.5, 2.5]);
  await clock.close();
});

test('makes up nothing for the hours in which the machine slept', async () => {
  const { machine, clock, fired } = setUp();
  machine.nowMs += 8 * hour;
  await clock.advanceTo(machine.nowMs);
  expect(fired).toEqual([]);
  expect(clock.show().next).toBe(new Date(start + 8.5 * hour).toISOString());
  await clock.close();
});
