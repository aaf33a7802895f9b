import type { HttpApiConfig, Trigger, TriggerState } from '@tooling/core';
import type { TriggerContext } from './trigger-context.ts';

/** What is declared: a trigger, or what the routes of a stage have in common. */
export type DeclaredTrigger = Trigger | ({ readonly type: 'api' } & HttpApiConfig);

/** A trigger of ours as AWS has it, with what its kind needs to change or remove it. */
export interface FoundTrigger<Handle = unknown> {
  readonly state: TriggerState;
  readonly handle: Handle;
}

/** A trigger as it shall be. */
export interface TriggerToWrite<Declared = DeclaredTrigger, Handle = unknown> {
  readonly declared: Declared;
  readonly wanted: TriggerState;
  /** As it is; absent where it is not there. */
  readonly found?: FoundTrigger<Handle> | undefined;
}

/** Why AWS would refuse one, in words. */
export interface TriggerProblem<Declared = DeclaredTrigger> {
  readonly declared: Declared;
  readonly problem: string;
}

/** How one kind of trigger is read, written and removed. All of it can be repeated after any failure. */
export interface TriggerKind<Declared = DeclaredTrigger, Handle = unknown> {
  /**
   * The triggers of this kind that we made for the function. What is not ours is not among them.
   *
   * @param declared - those that are wanted: where else to look than where the policy of `live` says
   */
  read(
    context: TriggerContext,
    declared: readonly Declared[],
  ): Promise<readonly FoundTrigger<Handle>[]>;
  /**
   * Why AWS would refuse them, as far as that can be known without writing anything.
   *
   * @param found - those that are there: not in the way of themselves
   */
  check(
    context: TriggerContext,
    declared: readonly Declared[],
    found: readonly FoundTrigger<Handle>[],
  ): Promise<readonly TriggerProblem<Declared>[]>;
  write(context: TriggerContext, trigger: TriggerToWrite<Declared, Handle>): Promise<void>;
  /** What is gone already is no failure. */
  remove(context: TriggerContext, found: FoundTrigger<Handle>): Promise<void>;
  /**
   * Takes away what nothing needs any more, once all triggers of the function are written and removed, or
   * were so already.
   *
   * @param declared - all of this kind that the function shall have
   */
  tidy?(context: TriggerContext, declared: readonly Declared[]): Promise<void>;
}

/** Looks at each of those that are declared. */
export async function checkEach<Declared>(
  all: readonly Declared[],
  check: (declared: Declared) => Promise<readonly (string | undefined)[]>,
): Promise<readonly TriggerProblem<Declared>[]> {
  const problems = all.map(async (declared) =>
    (await check(declared)).flatMap((problem) =>
      problem === undefined ? [] : [{ declared, problem }],
    ),
  );
  return (await Promise.all(problems)).flat();
}
