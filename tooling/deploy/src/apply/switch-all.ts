import type { FunctionChange, MovedAlias, PreparedVersion } from '@tooling/core';
import { attempt, type Application } from './application.ts';
import type { Results } from './attempt-all.ts';
import { endOne } from './end-interrupted.ts';
import { failedWith } from './report-on.ts';
import { moveAll, resumeAll } from './switch-moves.ts';
import { beginSwitch, look, roundOf, settle, type Round, type SwitchRun } from './switch-run.ts';
import { takeSteps } from './switch-steps.ts';
import { unmarkAll, type Outcomes } from './switch-undo.ts';

/** How the switching ended. */
export interface Switching {
  /** Functions whose `live` serves their new version. */
  readonly moved: Results<MovedAlias>;
  /** What became of others, and what failed afterwards. */
  readonly outcomes: Outcomes;
  /** Functions whose traffic this run has moved, wherever it is now. */
  readonly touched: ReadonlySet<FunctionChange>;
  /** Whether anything went back, or was never moved. */
  readonly isComplete: boolean;
  /** Ctrl-C in the middle of steps. */
  readonly isInterrupted: boolean;
}

/**
 * Moves `live` of all functions: all that comes after the barrier. Those that switch at once are moved
 * when the others take their first step. When one fails, or Ctrl-C is pressed between steps, all go
 * back; with `independent` only what failed does, and what is not through its steps.
 *
 * @param endings - functions of which nothing but an interrupted switch is to be ended
 */
export async function switchAll(
  application: Application,
  prepared: Results<PreparedVersion>,
  endings: readonly FunctionChange[],
): Promise<Switching> {
  const run = beginSwitch(application, prepared);
  const begun = [lookFirst, mark, (one: SwitchRun) => end(one, endings), takeFirstStep];
  for (const begin of begun) {
    if (!(await settle(run, await begin(run)))) return resultOf(run, false);
  }
  const isInterrupted = await takeSteps(run);
  const unmarked = await unmarkAll(application, run.moves, [...run.left]);
  for (const [change, failure] of unmarked) run.outcomes.set(change, { ...failedWith(failure) });
  return resultOf(run, isInterrupted);
}

/** Nothing is switched while an alarm rings. */
const lookFirst = (run: SwitchRun): Promise<Round> =>
  look(run, { alarmed: [...run.left], watched: [], since: run.since }, false);

/** Before the first share of the traffic: if this run dies, the next one has to know of it. */
async function mark({ application, schedule, moves }: SwitchRun): Promise<Round> {
  const fresh = schedule.groups.filter(({ resumedPercent }) => resumedPercent === undefined);
  const changes = fresh.flatMap((group) => group.changes);
  const marking = attempt(application, changes, async (change) => {
    const { functionName, version } = moves.prepared.get(change) as PreparedVersion;
    await application.store.markSwitching(functionName, version);
    moves.marked.add(change);
  });
  return roundOf(await marking);
}

/** Gives all traffic back where an interrupted switch went to a version that nobody wants now. */
async function end(
  { application, ended }: SwitchRun,
  endings: readonly FunctionChange[],
): Promise<Round> {
  for (const change of endings) ended.add(change);
  return roundOf(await attempt(application, endings, (change) => endOne(application, change)));
}

async function takeFirstStep({ application, schedule, moves, left }: SwitchRun): Promise<Round> {
  const shares = new Map<FunctionChange, number>();
  for (const change of schedule.atOnce) if (left.has(change)) shares.set(change, 100);
  for (const {
    changes,
    shares: [share = 100],
    resumedPercent,
  } of schedule.groups) {
    const going = changes.filter((change) => left.has(change));
    if (resumedPercent === undefined) for (const change of going) shares.set(change, share);
    else resumeAll(application, moves, going, resumedPercent);
  }
  return roundOf(await moveAll(application, moves, shares));
}

function resultOf(run: SwitchRun, isInterrupted: boolean): Switching {
  const { moves, left, outcomes, ended } = run;
  const touched = new Set([...moves.moved.keys(), ...ended]);
  const moved = new Map([...left].map((change) => [change, moves.moved.get(change) as MovedAlias]));
  const isComplete = [...outcomes.keys()].every((change) => moved.has(change));
  return { moved, outcomes, touched, isComplete, isInterrupted };
}
