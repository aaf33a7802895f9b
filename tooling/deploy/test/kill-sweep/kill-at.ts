import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startProxy, type AnsweredRequest, type Intervention } from '../proxy.ts';
import { runLambda } from '../run-lambda.ts';
import { startStage } from '../stage.ts';
import { describeStage } from './describe-stage.ts';
import type { Scenario } from './scenario.ts';
import { watchLive } from './watch-live.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
const command = ['deploy', '--prune'];

/** When the process is killed: `before` a request is carried out, or `after` it was, unanswered. */
export type Moment = 'before' | 'after';

/** What one kill and the run after it led to. */
export interface Trial {
  /** False: the run ended before it came to that request. */
  readonly wasKilled: boolean;
  /** Of the killed run and of the second. */
  readonly requests: readonly AnsweredRequest[];
  readonly second: {
    readonly exitCode: number;
    readonly out: string;
    readonly err: string;
    readonly requests: readonly AnsweredRequest[];
  };
  /** What callers and `live` were seen to suffer. */
  readonly problems: readonly string[];
  readonly stage: object;
}

/** @param index - of the request at which the process is killed, from 0 */
export async function killAt(scenario: Scenario, moment: Moment, index: number): Promise<Trial> {
  await using copy = await scenario.copyStage();
  await using stage = await startStage({ stateDirectory: copy.stateDirectory });
  const { root } = scenario.workspace;
  const watch = watchLive(stage, scenario.serving);
  let wasKilled = false;
  let count = 0;

  const killed = await (async () => {
    let kill = (): void => undefined;
    const strike = (): Intervention | undefined => {
      watch.look();
      count += 1;
      if (count !== index + 1) return undefined;
      wasKilled = true;
      if (moment === 'after') return { afterwards: kill };
      kill();
      return { status: 500, body: '' };
    };
    await using proxy = await startProxy(stage.aws.url, () => Promise.resolve(strike()));
    const child = spawn(process.execPath, [main, ...command], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: root, AWS_ENDPOINT_URL: proxy.url },
      stdio: 'ignore',
    });
    kill = () => child.kill('SIGKILL');
    await once(child, 'close');
    return proxy.answered;
  })();

  const run = async () => {
    await using proxy = await startProxy(stage.aws.url, () => {
      watch.look();
      return Promise.resolve(undefined);
    });
    const ran = await runLambda(command, { cwd: root, env: { AWS_ENDPOINT_URL: proxy.url } });
    return { ...ran, requests: proxy.answered };
  };
  const second = await run();
  return {
    wasKilled,
    requests: [...killed, ...second.requests],
    second,
    problems: await watch.problems(),
    stage: await describeStage(stage),
  };
}
