import { expect } from 'vitest';
import { countWrites } from './count-writes.ts';
import { killAt, type Moment, type Trial } from './kill-at.ts';
import { makeScenario } from './scenario.ts';

/** What a sweep expects of every trial: what a run that nobody disturbed leaves, and costs. */
function checkTrial(trial: Trial, undisturbed: Trial, where: string): void {
  const { second, problems, stage, requests } = trial;
  expect({ where, problems }).toEqual({ where, problems: [] });
  expect({
    where,
    exitCode: second.exitCode,
    err: second.exitCode === 0 ? '' : second.out,
  }).toEqual({ where, exitCode: 0, err: '' });
  expect({ where, stage }).toEqual({ where, stage: undisturbed.stage });
  expect({ where, writes: withoutQuestions(countWrites(requests)) }).toEqual({
    where,
    writes: withoutQuestions(countWrites(undisturbed.requests)),
  });
}

/**
 * Three writes are the cheapest way to ask for what is there, and change nothing then: PublishVersion
 * answers with the version of what is published already, and a role's policy and tags are as quickly
 * put as read.
 */
const withoutQuestions = (writes: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(writes).filter(
      ([name]) => !/\/versions$|^(?:PutRolePolicy|TagRole)$/.test(name),
    ),
  );

/**
 * Kills a deploy that creates, updates and removes at each of its requests in turn, and runs it again.
 *
 * @returns at how many requests
 */
export async function sweep(moment: Moment): Promise<number> {
  await using scenario = await makeScenario();
  const undisturbed = await killAt(scenario, moment, Number.MAX_SAFE_INTEGER);
  checkTrial(undisturbed, undisturbed, 'undisturbed');
  // The one run had done it all. Every trial has to leave the very same: there, too, is nothing to do.
  expect(countWrites(undisturbed.second.requests)).toEqual({});
  for (let index = 0; ; index += 1) {
    const trial = await killAt(scenario, moment, index);
    const last = trial.requests.find((_, at) => at === index);
    checkTrial(
      trial,
      undisturbed,
      `${moment} request ${index}: ${last?.method ?? ''} ${last?.path ?? ''}`,
    );
    if (!trial.wasKilled) return index;
  }
}
