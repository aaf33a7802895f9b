import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { createWorkspace, type Files, type TestWorkspace } from '../create-workspace.ts';
import { runLambda } from '../run-lambda.ts';
import { startStage } from '../stage.ts';
import type { Served } from './watch-live.ts';

const answering = (text: string) => `exports.handler = async () => '${text}';\n`;
const config = (value: object) => `export default ${JSON.stringify(value)};\n`;

const first: Files = {
  'deploy.config.ts': config({ service: 'tests', versionsToKeep: 2 }),
  'lambdas/kept/index.js': answering('kept'),
  'lambdas/changed/index.js': answering('zero'),
  'lambdas/configured/index.js': answering('one'),
  'lambdas/configured/lambda.config.ts': config({ memorySize: 128 }),
  'lambdas/gradual/index.js': answering('one'),
  'lambdas/removed/index.js': answering('removed'),
};

/** So that `changed` has as many versions as are kept. */
const second: Files = { 'lambdas/changed/index.js': answering('one') };

const wanted: Files = {
  'lambdas/added/index.js': answering('added'),
  'lambdas/changed/index.js': answering('two'),
  'lambdas/configured/index.js': answering('two'),
  'lambdas/configured/lambda.config.ts': config({
    memorySize: 256,
    environment: { MODE: 'two' },
    tags: { team: 'two' },
    reservedConcurrency: 200,
    logging: { retentionInDays: 7 },
    asyncInvocation: { maximumRetryAttempts: 0 },
  }),
  'lambdas/configured/events/any.json': '{}',
  'lambdas/configured/events/any.expect.json': JSON.stringify({ payload: 'two' }),
  'lambdas/gradual/index.js': answering('two'),
  'lambdas/gradual/lambda.config.ts': config({
    switching: { type: 'linear', percent: 50, intervalSeconds: 30 },
  }),
  'lambdas/removed': undefined,
};

/** The functions that are called during the deploy. */
export const served: readonly Served[] = [
  { name: 'kept', answers: ['kept'] },
  { name: 'changed', answers: ['one', 'two'] },
  { name: 'configured', answers: ['one', 'two'] },
  { name: 'gradual', answers: ['one', 'two'], mixes: true },
  { name: 'removed', answers: ['removed'] },
  { name: 'added', answers: ['added'], isNew: true },
];
export const names = served.map(({ name }) => name);

/** The state of a local AWS, removed when it is disposed of. */
export interface StageCopy extends AsyncDisposable {
  readonly stateDirectory: string;
}

/** A deployed workspace that has moved on: what the next deploy creates, updates and removes. */
export interface Scenario {
  readonly workspace: TestWorkspace;
  /** The stage as it was deployed first, in a directory of its own; the checkout knows no later one. */
  copyStage(): Promise<StageCopy>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Deploys what was, keeps that stage, and changes the workspace to what is wanted. */
export async function makeScenario(): Promise<Scenario> {
  const workspace = await createWorkspace(first);
  const kept = await mkdtemp(join(tmpdir(), 'stage-kept-'));
  // What a checkout remembers of the aliases that it moved.
  const hints = join(workspace.root, 'node_modules', '.cache', 'lambda-aliases');
  const run = async (args: readonly string[], env = {}) => {
    const ran = await runLambda(args, { cwd: workspace.root, env });
    if (ran.exitCode !== 0) throw new Error(ran.out + ran.err);
  };
  {
    await using stage = await startStage({ stateDirectory: join(kept, 'state') });
    await run(['deploy'], stage.env);
    await workspace.write(second);
    await run(['deploy'], stage.env);
    // Its first line in the logs makes the group that is to go with it.
    const call = new InvokeCommand({ FunctionName: 'removed', Qualifier: 'live' });
    await stage.lambda.send(call);
    await workspace.write(wanted);
    await workspace.commit('wanted');
    // Built once, so that every deploy takes the bundles from turbo's cache.
    await run(['build']);
    await stage.aws.close();
    await cp(join(kept, 'state'), join(kept, 'copy'), { recursive: true });
    await cp(hints, join(kept, 'hints'), { recursive: true });
  }
  return {
    workspace,
    async copyStage() {
      const stateDirectory = await mkdtemp(join(tmpdir(), 'stage-'));
      await cp(join(kept, 'copy'), stateDirectory, { recursive: true });
      await rm(hints, { recursive: true });
      await cp(join(kept, 'hints'), hints, { recursive: true });
      const remove = () => rm(stateDirectory, { recursive: true, force: true });
      return { stateDirectory, [Symbol.asyncDispose]: remove };
    },
    async [Symbol.asyncDispose]() {
      await rm(kept, { recursive: true, force: true });
      await workspace[Symbol.asyncDispose]();
    },
  };
}
