import { delimiter, join } from 'node:path';
import { evaluateText } from '../expressions/evaluate.ts';
import { openFileCommands } from './file-commands.ts';
import { NotRehearsed, StepFailed } from './not-rehearsed.ts';
import { runScript } from './run-script.ts';
import type { StepCall } from './step-call.ts';
import { scopeOf } from './step-scope.ts';
import { hideMasked } from './workflow-commands.ts';

/** Carries out the `run:` of a step, and takes over what it wrote into its files. */
export async function runRun({ step, scope, env, isStrict, log }: StepCall): Promise<{
  readonly isGood: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}> {
  const { session } = scope;
  if (step.run === undefined) throw new NotRehearsed('a step without run and uses');
  if (scope.actionPath !== undefined && step.shell === undefined) {
    throw new NotRehearsed(
      `${scope.actionPath}: a run of a composite action has to name its shell`,
    );
  }
  const { workspace, temp } = session.directories;
  const files = await openFileCommands(temp);
  const code = await runScript({
    text: evaluateText(step.run, scopeOf(scope, env)),
    isStrict: isStrict || step.shell === 'bash',
    cwd: join(workspace, evaluateText(step['working-directory'] ?? '', scopeOf(scope, env))),
    env: {
      ...session.runnerEnv,
      ...env,
      ...(scope.actionPath === undefined ? {} : { GITHUB_ACTION_PATH: scope.actionPath }),
      ...files.env,
      PATH: [...session.path, session.runnerEnv.PATH].join(delimiter),
    },
    temp,
    signal: session.signal,
    onLine: log,
  });
  const said = await files.read();
  Object.assign(session.env, said.env);
  session.path.unshift(...said.paths.toReversed());
  if (said.summary !== '') session.summaries.push(hideMasked(said.summary, session.masks));
  if (code !== 0) {
    const how = code === null ? 'was killed' : `completed with exit code ${String(code)}`;
    const failed = new StepFailed(`Process ${how}.`);
    log(`##[error]${failed.message}`);
    session.annotations.push({ level: 'error', message: failed.message });
    return { isGood: false, outputs: said.outputs };
  }
  return { isGood: true, outputs: said.outputs };
}
