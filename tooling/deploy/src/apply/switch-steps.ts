import type { FunctionChange } from '@tooling/core';
import { moveAll } from './switch-moves.ts';
import { giveUp, look, roundOf, settle, type SwitchRun } from './switch-run.ts';
import type { Group } from './switch-schedule.ts';

/** How often alarms are looked at, also within an interval. */
const alarmsEveryMs = 15_000;
/** Lambda's metrics come by the minute. */
const errorsEveryMs = 60_000;

interface Track {
  readonly group: Group;
  /** Of its shares, the ones to come. */
  readonly shares: readonly number[];
  /** By the clock of the run. */
  readonly dueAt: number;
}

/**
 * Takes the steps after the first, each when it is due and nothing speaks against it, until all
 * traffic is moved.
 *
 * @returns whether Ctrl-C put an end to it: then what was not through went back
 */
export async function takeSteps(run: SwitchRun): Promise<boolean> {
  const { clock, signal, independent } = run.application;
  let tracks = tracksOf(run);
  let errorsAt = clock.now() + errorsEveryMs;
  for (;;) {
    const stepping = tracks.flatMap(({ group }) => steppingOf(run, group));
    if (stepping.length === 0) return false;
    const wakeAt = Math.min(clock.now() + alarmsEveryMs, ...tracks.map(({ dueAt }) => dueAt));
    await sleepUntil(run, wakeAt);
    if (signal.aborted) {
      await giveUp(run, independent ? stepping : [...run.left]);
      return true;
    }
    const now = clock.now();
    const isDue = tracks.some(({ dueAt }) => dueAt <= now);
    const isCounting = isDue || now >= errorsAt;
    if (isCounting) errorsAt = now + errorsEveryMs;
    const request = {
      alarmed: independent ? stepping : [...run.left],
      watched: isCounting ? stepping.map((change) => watchedOf(run, change)) : [],
      since: run.since,
    };
    if (!(await settle(run, await look(run, request, isCounting)))) return false;
    const due = tracks.filter(({ dueAt }) => dueAt <= now);
    if (
      !(await settle(run, roundOf(await moveAll(run.application, run.moves, sharesNow(run, due)))))
    )
      return false;
    tracks = tracks.flatMap((track) => (due.includes(track) ? next(track, clock.now()) : [track]));
  }
}

function tracksOf({ schedule, application: { clock } }: SwitchRun): readonly Track[] {
  return schedule.groups.map((group) => ({
    group,
    // What an interrupted run left is the first step of this one.
    shares: group.resumedPercent === undefined ? group.shares.slice(1) : group.shares,
    dueAt: clock.now() + group.intervalMs,
  }));
}

/** Empty after the last step. */
function next({ group, shares: [, ...shares] }: Track, now: number): readonly Track[] {
  return shares.length === 0 ? [] : [{ group, shares, dueAt: now + group.intervalMs }];
}

/** Functions of a group that two versions serve: not those that somebody else has finished. */
const steppingOf = ({ left, moves }: SwitchRun, { changes }: Group): readonly FunctionChange[] =>
  changes.filter((change) => left.has(change) && moves.moved.get(change)?.percent !== 100);

function watchedOf({ moves }: SwitchRun, change: FunctionChange) {
  const { version = '', percent = 0 } = moves.moved.get(change) ?? {};
  return { change, version, percent };
}

function sharesNow(run: SwitchRun, due: readonly Track[]): ReadonlyMap<FunctionChange, number> {
  return new Map(
    due.flatMap(({ group, shares: [share = 100] }) =>
      steppingOf(run, group).map((change) => [change, share] as const),
    ),
  );
}

/** Ctrl-C ends the sleep. */
async function sleepUntil({ application }: SwitchRun, moment: number): Promise<void> {
  const { clock, signal } = application;
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const wake = () => {
    resolve(undefined);
  };
  if (signal.aborted) wake();
  signal.addEventListener('abort', wake, { once: true });
  await Promise.race([clock.sleep(Math.max(0, moment - clock.now())), aborted]);
  signal.removeEventListener('abort', wake);
}
