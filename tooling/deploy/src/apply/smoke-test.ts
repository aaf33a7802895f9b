import {
  UserError,
  type FunctionChange,
  type PreparedVersion,
  type SmokeTest,
} from '@tooling/core';
import pLimit from 'p-limit';
import type { Preparation } from './application.ts';
import { hidingValues } from './hide-values.ts';
import { judgeAnswer } from './judge-answer.ts';

/** Events of one function at once; functions are prepared beside each other anyway. */
const eventsAtOnce = 4;
/** Lambda sends the last 4 KB of a log. */
const logTailBytes = 4096;
/** Lines of a log that help, and do not hide what failed. */
const logLines = 15;

/**
 * Calls a new version with the events of its lambda, before it gets any traffic.
 *
 * @throws UserError SMOKE_TEST_FAILED with everything that was not as expected
 */
export async function smokeTest(
  preparation: Preparation,
  change: FunctionChange,
  { version, isLiveMeanwhile }: PreparedVersion,
): Promise<void> {
  const { store, clock, emit, smokeTestsOf } = preparation;
  if (isLiveMeanwhile === true) return;
  const { functionName } = change;
  const hide = hiding(change);
  const run = async ({ name, payload, expectation }: SmokeTest): Promise<readonly string[]> => {
    const begin = clock.now();
    const answer = await store.invokeVersion(functionName, version, payload);
    const problems = judgeAnswer(expectation, answer, clock.now() - begin, hide);
    if (problems.length === 0) {
      emit({ type: 'smoke-tested', functionName, version, event: name });
      return [];
    }
    return [
      ...problems.map((problem) => `${name}: ${problem}`),
      ...tailOf(hide(wholeLines(answer.logTail))),
    ];
  };
  const problems = (await pLimit(eventsAtOnce).map(smokeTestsOf(change), run)).flat();
  if (problems.length === 0) return;
  const live =
    change.liveVersion === undefined ? 'nothing is' : `version ${change.liveVersion} is still`;
  throw new UserError(
    'SMOKE_TEST_FAILED',
    `${functionName}: version ${version} does not answer as expected`,
    {
      subject: functionName,
      problems,
      hint: `fix ${change.lambda}, or what lambdas/${change.lambda}/events/*.expect.json say, and run the same command again; ${live} live`,
    },
  );
}

/** What Lambda sends of a longer log may begin in the middle of a line, and so of a value. */
const wholeLines = (logTail = ''): string =>
  Buffer.byteLength(logTail) < logTailBytes ? logTail : logTail.slice(logTail.indexOf('\n') + 1);

const tailOf = (logTail: string): readonly string[] =>
  logTail
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-logLines)
    .map((line) => `  log: ${line}`);

/** Values of the environment may be secrets, and a function may write or answer them. */
function hiding({ settings }: FunctionChange): (text: string) => string {
  const { NODE_OPTIONS: _options, ...environment } = settings.environment;
  return hidingValues(Object.values(environment));
}
