import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspace, type Files, type TestWorkspace } from '../create-workspace.ts';
import { runLambda } from '../run-lambda.ts';
import { startStage } from '../stage.ts';

const answering = (text: string) => `exports.handler = async () => '${text}';\n`;

const before: Files = {
  'lambdas/kept/index.js': answering('kept'),
  'lambdas/changed/index.js': answering('one'),
  'lambdas/configured/index.js': answering('one'),
  'lambdas/configured/lambda.config.ts': 'export default { memorySize: 128 };\n',
  'lambdas/removed/index.js': answering('removed'),
};

const after: Files = {
  'lambdas/added/index.js': answering('added'),
  'lambdas/changed/index.js': answering('two'),
  'lambdas/configured/index.js': answering('two'),
  'lambdas/configured/lambda.config.ts':
    "export default { memorySize: 256, environment: { MODE: 'two' }, tags: { team: 'two' }, reservedConcurrency: 200, logging: { retentionInDays: 7 } };\n",
  'lambdas/removed': undefined,
};

/** The state of a local AWS, removed when it is disposed of. */
export interface StageCopy extends AsyncDisposable {
  readonly stateDirectory: string;
}

/** A deployed workspace that has moved on: what the next deploy creates, updates and removes. */
export interface Scenario {
  readonly workspace: TestWorkspace;
  /** Functions that serve before and after. */
  readonly serving: readonly string[];
  /** The stage as it was deployed first, in a directory of its own. */
  copyStage(): Promise<StageCopy>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Deploys the first state, keeps it, and changes the workspace to the second. */
export async function makeScenario(): Promise<Scenario> {
  const workspace = await createWorkspace(before);
  const kept = await mkdtemp(join(tmpdir(), 'stage-kept-'));
  {
    await using stage = await startStage({ stateDirectory: join(kept, 'state') });
    const first = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
    if (first.exitCode !== 0) throw new Error(first.out + first.err);
    await workspace.write(after);
    await workspace.commit('second');
    // Built once, so that every deploy takes the bundles from turbo's cache.
    const built = await runLambda(['build'], { cwd: workspace.root });
    if (built.exitCode !== 0) throw new Error(built.out + built.err);
    await stage.aws.close();
    await cp(join(kept, 'state'), join(kept, 'copy'), { recursive: true });
  }
  return {
    workspace,
    serving: ['kept', 'changed', 'configured'],
    async copyStage() {
      const stateDirectory = await mkdtemp(join(tmpdir(), 'stage-'));
      await cp(join(kept, 'copy'), stateDirectory, { recursive: true });
      const remove = () => rm(stateDirectory, { recursive: true, force: true });
      return { stateDirectory, [Symbol.asyncDispose]: remove };
    },
    async [Symbol.asyncDispose]() {
      await rm(kept, { recursive: true, force: true });
      await workspace[Symbol.asyncDispose]();
    },
  };
}
