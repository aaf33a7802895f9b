import { expect } from 'vitest';
import { isRead } from './name-request.ts';
import { killAt, type Moment, type Trial } from './kill-at.ts';
import { pointsOf, type Point } from './points.ts';
import { makeScenario, names } from './scenario.ts';
import { countRequests, listRefused, listSpare, type Counts } from './spare-requests.ts';

/** What a run that nobody disturbed asks and leaves. */
interface Undisturbed {
  readonly counts: Counts;
  readonly stage: object;
}

/** What a sweep expects of every trial: what a run that nobody disturbed leaves, and costs. */
function checkTrial({ second, asked, problems }: Trial, undisturbed: Undisturbed, where: string) {
  const isDone = second === undefined || second.exitCode === 0;
  const said = isDone ? '' : second.out + second.err;
  expect({ where, said, problems }).toEqual({ where, said: '', problems: [] });
  if (second === undefined) return;
  expect({ where, stage: second.stage }).toEqual({ where, stage: undisturbed.stage });
  const spare = listSpare(asked, second.asked, undisturbed.counts);
  expect({ where, spare }).toEqual({ where, spare: [] });
}

/**
 * The points that one sweep strikes: each write, and some of the reads. A read changes nothing, so that
 * the stage is the same before it and after it: with KILL_SWEEP=all each read is struck in one of the two
 * sweeps, which takes half as long again; otherwise each fourth one is.
 */
function chooseFor(moment: Moment, points: readonly Point[]): readonly Point[] {
  const [reads, writes] = [points.filter(isOfRead), points.filter((point) => !isOfRead(point))];
  const sorted = reads.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const offset = moment === 'before' ? 0 : 1;
  const step = process.env.KILL_SWEEP === 'all' ? 2 : 8;
  return [...writes, ...sorted.filter((_, index) => index % step === offset)];
}

const keyOf = ({ name, turn }: Point) => `${name} #${turn}`;
const isOfRead = ({ name }: Point) => isRead(name);

/**
 * Kills a deploy that creates, updates, removes and prunes at each of its requests in turn, and runs it
 * again. Requests are told by operation and function: in which order those of different functions come
 * is chance.
 */
export async function sweep(moment: Moment): Promise<readonly string[]> {
  await using scenario = await makeScenario();
  const first = await killAt(scenario, moment);
  if (first.second === undefined) throw new Error('a first run has nothing before it');
  const points = pointsOf(first.asked, names);
  const undisturbed = { counts: countRequests(first.asked), stage: first.second.stage };
  checkTrial(first, undisturbed, 'undisturbed');
  // Whoever does not wait for what is under way is refused, and comes through all the same.
  expect(listRefused(first.asked)).toEqual([]);
  // The one run had done it all. Every trial has to leave the very same: there, too, is nothing to do.
  expect(pointsOf(first.second.asked, names).filter((point) => !isOfRead(point))).toEqual([]);

  const chosen = chooseFor(moment, points);
  const struck: string[] = [];
  const left = new Set<string>();
  for (const point of chosen) {
    const trial = await killAt(scenario, moment, point, left);
    if (trial.wasKilled) struck.push(keyOf(point));
    checkTrial(trial, undisturbed, `${moment} ${keyOf(point)}`);
  }
  expect(struck).toEqual(chosen.map(keyOf));
  return struck;
}
