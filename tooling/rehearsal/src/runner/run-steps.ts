import { evaluateCondition, evaluateText } from '../expressions/evaluate.ts';
import type { Step } from '../workflow/workflow-schema.ts';
import { StepFailed } from './not-rehearsed.ts';
import { runRun } from './run-run.ts';
import { runUses } from './run-uses.ts';
import type { StepCall } from './step-call.ts';
import { scopeOf, type StepScope } from './step-scope.ts';
import { createLog, hideMasked } from './workflow-commands.ts';

/** Runs steps in their order; after a failure only those that ask for it. */
export async function runSteps(
  steps: readonly Step[],
  scope: StepScope,
  isStrict: boolean,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    await runStep({ step, scope, isStrict, index });
    if (scope.session.signal.aborted) return;
  }
}

async function runStep(call: {
  readonly step: Step;
  readonly scope: StepScope;
  readonly isStrict: boolean;
  readonly index: number;
}): Promise<void> {
  const { step, scope, isStrict, index } = call;
  const { session } = scope;
  const outer = { ...session.env, ...scope.env };
  const id = step.id ?? `__${String(index)}`;
  if (!evaluateCondition(step.if, scopeOf(scope, outer))) {
    scope.states.set(id, { outputs: {}, outcome: 'skipped', conclusion: 'skipped' });
    session.runs.push({ name: nameOf(step), outcome: 'skipped', conclusion: 'skipped', log: '' });
    return;
  }
  const own = Object.entries(step.env).map(([name, value]): [string, string] => [
    name,
    evaluateText(value, scopeOf(scope, outer)),
  ]);
  const env = { ...outer, ...Object.fromEntries(own) };
  const log = createLog(session);
  const name = evaluateText(nameOf(step), scopeOf(scope, env));
  const { isGood, outputs } = await attempt({
    step,
    scope,
    env,
    isStrict,
    log: log.line,
    runSteps,
  });
  const mayFail =
    evaluateText(step['continue-on-error'], scopeOf(scope, env)).toLowerCase() === 'true';
  const outcome = isGood ? 'success' : 'failure';
  const conclusion = isGood || mayFail ? 'success' : 'failure';
  scope.states.set(id, { outputs, outcome, conclusion });
  session.runs.push({ name, outcome, conclusion, log: log.text() });
  if (conclusion === 'failure') scope.status = 'failure';
}

async function attempt(
  call: StepCall,
): Promise<{ readonly isGood: boolean; readonly outputs: Readonly<Record<string, string>> }> {
  try {
    return await (call.step.uses === undefined ? runRun(call) : runUses(call, call.step.uses));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    const { annotations, masks } = call.scope.session;
    const message = hideMasked(error.message, masks);
    call.log(`##[error]${message}`);
    annotations.push({ level: 'error', message });
    return { isGood: false, outputs: {} };
  }
}

function nameOf(step: Step): string {
  if (step.name !== undefined) return step.name;
  const [first = ''] = (step.run ?? '').split('\n');
  return `Run ${step.uses ?? first}`;
}
