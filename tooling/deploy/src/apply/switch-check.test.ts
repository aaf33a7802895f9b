import type { Alarm, FunctionChange, InvocationCount, Monitor } from '@tooling/core';
import { describe, expect, it } from 'vitest';
import { checkSwitch } from './switch-check.ts';

const switching = (alarms: readonly string[] = []) =>
  ({ type: 'canary', percent: 10, intervalSeconds: 60, alarms, maxErrorPercent: 5 }) as const;

const changeOf = (functionName: string, alarms?: readonly string[]) =>
  ({ functionName, switching: switching(alarms) }) as unknown as FunctionChange;

function monitorOf(alarms: readonly Alarm[], count?: InvocationCount): Monitor {
  return {
    readAlarms: (names) => Promise.resolve(alarms.filter(({ name }) => names.includes(name))),
    countInvocations: (queries) =>
      Promise.resolve(queries.map(() => count ?? { invocations: 0, errors: 0 })),
  };
}

const since = new Date(0);

describe('the errors of a new version', () => {
  const hello = changeOf('hello');
  const judged = async (invocations: number, errors: number) => {
    const watched = [{ change: hello, version: '8', percent: 10 }];
    const monitor = monitorOf([], { invocations, errors });
    const { failures } = await checkSwitch(monitor, { alarmed: [], watched, since });
    return failures.get(hello)?.message;
  };

  it.each([
    [0, 0],
    [1, 1],
    [4, 4],
    [19, 4],
    [20, 1],
    [1000, 50],
  ])('of %i calls, %i failed: nothing is said', async (invocations, errors) => {
    expect(await judged(invocations, errors)).toBeUndefined();
  });

  it.each([
    [5, 5],
    [20, 2],
    [1000, 51],
  ])('of %i calls, %i failed: too many', async (invocations, errors) => {
    expect(await judged(invocations, errors)).toContain(
      `hello: version 8 failed in ${errors} of ${invocations} invocations`,
    );
  });
});

describe('an alarm', () => {
  const alarm = (state: Alarm['state']): Alarm => ({ name: 'errors', state, reason: 'above 3' });
  const [one, two, other] = [
    changeOf('one', ['errors']),
    changeOf('two', ['errors']),
    changeOf('other', ['another']),
  ];
  const alarmed = [one, two, other];

  it('that rings is told once, and condemns every function that names it', async () => {
    const request = { alarmed, watched: [], since };
    const { failures, condemned } = await checkSwitch(monitorOf([alarm('ALARM')]), request);
    expect([...failures.keys()]).toEqual([one]);
    expect(failures.get(one)).toMatchObject({
      message: 'one: alarm errors is in ALARM',
      problems: ['above 3', 'also named by two'],
    });
    expect([...condemned]).toEqual([one, two]);
  });

  it.each(['OK', 'INSUFFICIENT_DATA'] as const)('in state %s says nothing', async (state) => {
    const request = { alarmed, watched: [], since };
    const { failures, condemned, seen } = await checkSwitch(monitorOf([alarm(state)]), request);
    expect([failures.size, condemned.size]).toEqual([0, 0]);
    expect(seen.alarms).toEqual(['another', 'errors']);
  });
});
