import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluateText } from '../expressions/evaluate.ts';
import { readAction } from '../workflow/read-workflow.ts';
import type { Action } from '../workflow/workflow-schema.ts';
import { NotRehearsed, StepFailed } from './not-rehearsed.ts';
import type { StepCall } from './step-call.ts';
import { scopeOf, type StepScope } from './step-scope.ts';

interface Used {
  readonly isGood: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Carries out the `uses:` of a step: an action of the repository, or the stand-in for one of others. */
export async function runUses(call: StepCall, uses: string): Promise<Used> {
  const given = Object.fromEntries(
    Object.entries(call.step.with).map(([name, value]) => [
      name,
      evaluateText(value, scopeOf(call.scope, call.env)),
    ]),
  );
  return uses.startsWith('./') ? useOwn(call, uses, given) : useStandIn(call, uses, given);
}

/** Composite actions are read from what the job has checked out, as GitHub does. */
async function useOwn(
  call: StepCall,
  uses: string,
  given: Readonly<Record<string, string>>,
): Promise<Used> {
  const { scope, env } = call;
  const { session } = scope;
  const directory = join(session.directories.workspace, uses);
  const file = join(directory, 'action.yml');
  if (!existsSync(file)) {
    throw new StepFailed(
      `Can't find 'action.yml' under '${uses}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const action = readAction(`${uses}/action.yml`, await readFile(file, 'utf8'));
  const inner: StepScope = {
    session,
    contexts: {
      inputs: inputsOf(call, action, given),
      github: { ...(session.contexts.github as object), action_path: directory },
    },
    withheld: ['needs', 'secrets', 'vars'],
    env,
    actionPath: directory,
    states: new Map(),
    status: 'success',
  };
  await call.runSteps(action.runs.steps, inner, false);
  const outputs = Object.entries(action.outputs).map(([name, { value }]): [string, string] => [
    name,
    evaluateText(value, scopeOf(inner, env)),
  ]);
  return { isGood: inner.status === 'success', outputs: Object.fromEntries(outputs) };
}

function inputsOf(
  { step, scope, env }: StepCall,
  action: Action,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in action.inputs));
  if (unknown.length > 0)
    throw new NotRehearsed(`${String(step.uses)} has no input ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [
      name,
      given[name] ?? evaluateText(input.default ?? '', scopeOf(scope, env)),
    ]),
  );
}

async function useStandIn(
  { scope, env, log }: StepCall,
  uses: string,
  given: Readonly<Record<string, string>>,
): Promise<Used> {
  const name = uses.replace(/@.*$/, '');
  const standIn = scope.session.standIns[name];
  if (standIn === undefined) throw new NotRehearsed(`there is no stand-in for ${name}`);
  const unknown = Object.keys(given).filter((input) => !(input in standIn.inputs));
  if (unknown.length > 0) {
    throw new NotRehearsed(
      `the stand-in for ${name} does not know the input ${unknown.join(', ')}`,
    );
  }
  const inputs = { ...standIn.inputs, ...given };
  const outputs = await standIn.run({ inputs, session: scope.session, env, log });
  return { isGood: true, outputs };
}
