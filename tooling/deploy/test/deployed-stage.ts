import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspace, type Files, type TestWorkspace } from './create-workspace.ts';
import { runLambda } from './run-lambda.ts';
import { startStage, type TestStage } from './stage.ts';

/** A workspace that was deployed once and has changed since, and that stage as often as one likes. */
export interface DeployedStage extends AsyncDisposable {
  readonly workspace: TestWorkspace;
  /** A stage of its own, as it was after the first deploy. */
  start(): Promise<TestStage>;
}

/**
 * Deploys some files, keeps the stage's state, and changes files.
 *
 * @param meanwhile - what else happens to the stage before it is kept
 */
export async function deployOnce(
  files: Files,
  changes: Files,
  meanwhile: (stage: TestStage) => Promise<unknown> = () => Promise.resolve(),
): Promise<DeployedStage> {
  const workspace = await createWorkspace(files);
  const kept = await mkdtemp(join(tmpdir(), 'stage-kept-'));
  const stateDirectory = join(kept, 'state');
  {
    await using stage = await startStage({ stateDirectory });
    const { exitCode, out, err } = await runLambda(['deploy'], {
      cwd: workspace.root,
      env: stage.env,
    });
    if (exitCode !== 0) throw new Error(out + err);
    await meanwhile(stage);
    await stage.aws.close();
    await cp(stateDirectory, join(kept, 'copy'), { recursive: true });
  }
  await workspace.write(changes);
  return {
    workspace,
    async start() {
      const copy = await mkdtemp(join(tmpdir(), 'stage-'));
      await cp(join(kept, 'copy'), copy, { recursive: true });
      const stage = await startStage({ stateDirectory: copy });
      return {
        ...stage,
        async [Symbol.asyncDispose]() {
          await stage[Symbol.asyncDispose]();
          await rm(copy, { recursive: true, force: true });
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await rm(kept, { recursive: true, force: true });
      await workspace[Symbol.asyncDispose]();
    },
  };
}
