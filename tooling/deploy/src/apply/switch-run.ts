import {
  describeFailure,
  type Failure,
  type FunctionChange,
  type FunctionOutcome,
  type PreparedVersion,
} from '@tooling/core';
import type { Application } from './application.ts';
import type { Attempts, Results } from './attempt-all.ts';
import { checkSwitch, type CheckRequest } from './switch-check.ts';
import type { Moves } from './switch-moves.ts';
import { scheduleOf, type Schedule } from './switch-schedule.ts';
import { undoAll } from './switch-undo.ts';

/** The switching of a run while it is under way. */
export interface SwitchRun {
  readonly application: Application;
  readonly schedule: Schedule;
  readonly moves: Moves;
  /** From when on the errors of new versions count. */
  readonly since: Date;
  /** Functions that nothing has spoken against yet. */
  readonly left: Set<FunctionChange>;
  /** What became of the others. */
  readonly outcomes: Map<FunctionChange, Partial<FunctionOutcome>>;
  /** Functions of which an interrupted switch was to be ended, whether or not that worked. */
  readonly ended: Set<FunctionChange>;
}

export function beginSwitch(
  application: Application,
  prepared: Results<PreparedVersion>,
): SwitchRun {
  return {
    application,
    schedule: scheduleOf(prepared),
    moves: { prepared, moved: new Map(), marked: new Set() },
    since: application.clock.date(),
    left: new Set(prepared.keys()),
    outcomes: new Map(),
    ended: new Set(),
  };
}

/** What spoke against functions in one piece of the switching. */
export interface Round {
  /** Of the functions that are to blame. */
  readonly failures: ReadonlyMap<FunctionChange, Failure>;
  /** All that cannot go on, also those that only share an alarm with the one to blame. */
  readonly condemned: Iterable<FunctionChange>;
}

export const roundOf = ({ failures }: Attempts<unknown>): Round => ({
  failures,
  condemned: failures.keys(),
});

/**
 * Puts back what cannot go on: everything when there is a barrier, else only what is condemned.
 *
 * @returns whether the rest goes on
 */
export async function settle(run: SwitchRun, { failures, condemned }: Round): Promise<boolean> {
  if (failures.size === 0) return true;
  const { application, left } = run;
  const alone = [...condemned].filter((change) => left.has(change));
  await giveUp(run, application.independent ? alone : [...left], failures);
  // Those that were never to be moved, as the end of an interrupted switch.
  for (const [change, failure] of failures) {
    if (!run.outcomes.has(change)) run.outcomes.set(change, { outcome: 'failed', failure });
  }
  return application.independent;
}

/** Puts functions back, and out of the run. */
export async function giveUp(
  { application, moves, left, outcomes }: SwitchRun,
  changes: readonly FunctionChange[],
  failures: ReadonlyMap<FunctionChange, Failure> = new Map(),
): Promise<void> {
  for (const change of changes) left.delete(change);
  for (const [change, outcome] of await undoAll(application, moves, changes, failures)) {
    outcomes.set(change, outcome);
  }
}

/**
 * Asks CloudWatch. When it does not answer, nobody knows how the new versions fare: that speaks
 * against all that were asked about.
 *
 * @param isTold - whether an answer in favour is an event
 */
export async function look(
  { application }: SwitchRun,
  request: CheckRequest,
  isTold: boolean,
): Promise<Round> {
  const { monitor, emit, explain } = application;
  const report = (change: FunctionChange, error: unknown) => {
    const failure = describeFailure(explain(error));
    emit({ type: 'failed', functionName: change.functionName, failure });
    return [change, failure] as const;
  };
  try {
    const { failures, condemned, seen } = await checkSwitch(monitor, request);
    if (failures.size === 0 && isTold) emit({ type: 'checked', ...seen });
    return {
      failures: new Map([...failures].map(([change, error]) => report(change, error))),
      condemned,
    };
  } catch (error) {
    const asked = [...request.alarmed, ...request.watched.map(({ change }) => change)];
    return {
      failures: new Map(asked.slice(0, 1).map((one) => report(one, error))),
      condemned: asked,
    };
  }
}
