import type {
  ExpressionFunction,
  ExpressionScope,
  Value,
} from '../expressions/expression-scope.ts';
import { hashFiles } from './hash-files.ts';
import type { JobSession, Outcome } from './job-session.ts';

interface StepState {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: Outcome;
  readonly conclusion: Outcome;
}

/** Steps that see each other: those of a job, or those of one use of a composite action. */
export interface StepScope {
  readonly session: JobSession;
  /** Contexts that are offered besides the session's. */
  readonly contexts: Readonly<Record<string, Value>>;
  /** Contexts of the session that are not offered: a composite action has no secrets, for one. */
  readonly withheld: readonly string[];
  /** Environment that the step which uses a composite action gives to all of its steps. */
  readonly env: Readonly<Record<string, string>>;
  /** Directory of the composite action. */
  readonly actionPath?: string | undefined;
  readonly states: Map<string, StepState>;
  /** Failed as soon as a step has failed that may not. */
  status: 'success' | 'failure';
}

/** What the expressions of a step can see. */
export function scopeOf(scope: StepScope, env: Readonly<Record<string, string>>): ExpressionScope {
  const contexts: Record<string, Value> = {
    ...scope.session.contexts,
    job: { status: scope.status },
    ...scope.contexts,
    env,
    steps: Object.fromEntries([...scope.states].map(([id, state]) => [id, { ...state }])),
  };
  const offered = Object.entries(contexts).filter(([name]) => !scope.withheld.includes(name));
  const functions: readonly ExpressionFunction[] = [
    ...statusFunctions(scope.status === 'success', scope.status === 'failure'),
    {
      name: 'hashFiles',
      minArgs: 1,
      maxArgs: 255,
      call: (patterns) => hashFiles(scope.session.directories.workspace, patterns),
    },
  ];
  return { contexts: Object.fromEntries(offered), functions };
}

/** A rehearsal cancels nothing while it goes on: `cancelled()` is false. */
export function statusFunctions(
  isSuccess: boolean,
  isFailure: boolean,
): readonly ExpressionFunction[] {
  const give = (name: string, value: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => value,
  });
  return [
    give('success', isSuccess),
    give('failure', isFailure),
    give('always', true),
    give('cancelled', false),
  ];
}
