import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProxy, type AnsweredRequest, type OwnAnswer, type SeenRequest } from '../proxy.ts';
import { runLambda, type Ran } from '../run-lambda.ts';
import { startStage } from '../stage.ts';
import { describeStage } from './describe-stage.ts';
import { isRead, nameRequest } from './name-request.ts';
import { createPointCounter, pointsOf, type Point } from './points.ts';
import { createQuickClock } from './quick-clock.ts';
import { names, served, type Scenario } from './scenario.ts';
import { watchLive } from './watch-live.ts';

const program = join(import.meta.dirname, 'deploy-process.ts');
const command = ['deploy', '--prune'];
/** Long enough for a run that does not wait to be seen, short enough for a hundred deploys. */
const settleMs = 30;

/** When the process is killed: `before` a request is carried out, or `after` it was, unanswered. */
export type Moment = 'before' | 'after';

/** What one kill and the run after it led to. */
export interface Trial {
  /** False: the run ended without such a request. */
  readonly wasKilled: boolean;
  /** What the killed run asked and was carried out. */
  readonly asked: readonly AnsweredRequest[];
  /** Absent where the killed run left what another one has left: that stage has been finished before. */
  readonly second?: SecondRun | undefined;
  /** What callers and `live` were seen to suffer. */
  readonly problems: readonly string[];
}

/** The run after a killed one. */
export interface SecondRun extends Ran {
  readonly asked: readonly AnsweredRequest[];
  /** What it leaves. */
  readonly stage: object;
}

/** Nobody hears it, and nothing was carried out. */
const neverPassedOn: OwnAnswer = { status: 599, body: '' };

const makesAliasOf = (name: string, { method, path }: SeenRequest) =>
  method === 'POST' && path.endsWith(`/functions/${name}/aliases`);
const deletes = (name: string, { method, path }: SeenRequest) =>
  method === 'DELETE' && path.endsWith(`/functions/${name}`);
const deletesVersion = ({ method, path }: SeenRequest) =>
  method === 'DELETE' && path.includes('?Qualifier=');

/**
 * Kills a deploy at a request, and runs it again.
 *
 * @param point - left out, the deploy ends by itself
 * @param left - the writes that killed runs before this one had carried out: told apart by these, each
 *   stage that they left is finished once
 */
export async function killAt(
  scenario: Scenario,
  moment: Moment,
  point?: Point,
  left = new Set<string>(),
): Promise<Trial> {
  await using copy = await scenario.copyStage();
  await using stage = await startStage({ stateDirectory: copy.stateDirectory, settleMs });
  const { root } = scenario.workspace;
  const watch = watchLive(stage, served);
  const count = createPointCounter(names);
  let kill: (() => void) | undefined;
  let wasKilled = false;

  const before = async (seen: SeenRequest) => {
    // What only asks changes nothing for callers.
    if (!isRead(nameRequest(seen))) watch.look();
    const one = kill === undefined ? undefined : count(seen);
    const isStruck = one?.name === point?.name && one?.turn === point?.turn;
    const strike = isStruck && point !== undefined ? kill : undefined;
    if (strike !== undefined) wasKilled = true;
    if (strike !== undefined && moment === 'before') {
      strike();
      return neverPassedOn;
    }
    if (deletes('removed', seen)) await watch.end('removed');
    return strike === undefined ? undefined : { afterwards: strike };
  };
  const after = (answered: AnsweredRequest) => {
    // Its answer may be lost: the alias is there.
    if (makesAliasOf('added', answered) && answered.status < 300) watch.begin('added');
    if (!isRead(nameRequest(answered))) watch.look();
  };

  const killed = await (async () => {
    await using proxy = await startProxy(stage.aws.url, before, after);
    const child = spawn(process.execPath, [program, ...command], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: root,
        AWS_ENDPOINT_URL: proxy.url,
        // As the program itself does: nothing is compiled twice.
        NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      },
      stdio: 'ignore',
    });
    kill = () => child.kill('SIGKILL');
    await once(child, 'close');
    kill = undefined;
    return proxy.answered;
  })();
  const asked = killed.filter(({ status }) => status !== neverPassedOn.status);
  const writes = pointsOf(asked, names).filter(({ name }) => !isRead(name));
  const key = writes
    .map(({ name, turn }) => `${name} #${turn}`)
    .sort()
    .join();
  if (left.has(key)) return { wasKilled, asked, problems: await watch.finish() };
  left.add(key);

  const second = await (async () => {
    await using proxy = await startProxy(stage.aws.url, before, after);
    const env = { AWS_ENDPOINT_URL: proxy.url };
    const ran = await runLambda(command, { cwd: root, env, clock: createQuickClock() });
    return { ...ran, asked: proxy.answered };
  })();
  const problems = await watch.finish(true);
  // The run that makes a version deletes old ones; what it did not come to waits for the next that
  // makes one, or for this command.
  if (![...asked, ...second.asked].some(deletesVersion)) {
    await runLambda(['prune-versions'], { cwd: root, env: stage.env });
  }
  return { wasKilled, asked, problems, second: { ...second, stage: await describeStage(stage) } };
}
