import {
  findStage,
  describeNeverFiring,
  localStage,
  parseScheduleExpression,
  triggerSchema,
  UserError,
  wantFunction,
  type DeployConfig,
  type Lambda,
  type Trigger,
} from '@tooling/core';
import { directoryOf, type NewLambda } from './new-lambda.ts';
import { starterOf } from './starters/starters.ts';

/** What a new lambda has to go with. */
export interface Surroundings {
  readonly deployConfig: DeployConfig;
  /** What is in lambdas/ already, whatever it is. */
  readonly taken: readonly string[];
  readonly now: Date;
}

/**
 * Whether a lambda of that kind can be written, and deployed to every stage.
 *
 * @throws UserError NAME_INVALID, NAME_TAKEN; USAGE for what its trigger shall listen to
 */
export function checkNewLambda(lambda: NewLambda, surroundings: Surroundings): void {
  checkName(lambda, surroundings);
  const problems = onProblems(lambda, surroundings);
  if (problems.length === 0) return;
  throw new UserError('USAGE', `--on ${lambda.on}: nothing can be started by that`, {
    problems,
    hint: `give ${starterOf(lambda.trigger).on?.what ?? 'no --on'}`,
  });
}

// Turbo, git, tsc or the lint pass over directories of these names.
const passedOver = ['coverage', 'dist', 'events', 'fixtures', 'node_modules'];

/** @throws UserError NAME_INVALID, NAME_TAKEN */
export function checkName(lambda: NewLambda, { deployConfig, taken }: Surroundings): void {
  const { name } = lambda;
  const problems = [
    ...(/^[a-z0-9][a-z0-9_-]*$/.test(name)
      ? []
      : ['it takes lower-case letters, digits, - and _, and begins with a letter or a digit']),
    ...(passedOver.includes(name) ? ['tools pass over directories of that name'] : []),
  ];
  const all = problems.length > 0 ? problems : stageProblems(lambda, deployConfig);
  if (all.length > 0) {
    throw new UserError('NAME_INVALID', `a lambda cannot have the name "${name}"`, {
      problems: all,
      hint: 'choose another name, or a shorter one: with the namePrefix of a stage it is the name of the function, and a part of the names of its roles',
    });
  }
  // On some machines the case of names makes no difference.
  const other = taken.find((one) => one.toLowerCase() === name);
  if (other === undefined) return;
  throw new UserError('NAME_TAKEN', `lambdas/${other} is there already`, {
    subject: `lambdas/${other}`,
    hint: 'choose another name, or delete the directory first',
  });
}

/** What AWS would refuse, in which stage. */
function stageProblems(lambda: NewLambda, deployConfig: DeployConfig): readonly string[] {
  const names = new Set([localStage, ...Object.keys(deployConfig.stages ?? {})]);
  return [...names].flatMap((name) => {
    try {
      wantFunction(asLambda(lambda), deployConfig, findStage(deployConfig, name));
      return [];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return error.problems.map((problem) => `stage ${name}: ${problem}`);
    }
  });
}

function asLambda(lambda: NewLambda): Lambda {
  const { name } = lambda;
  // Roles of schedules have longer names than others; what else is declared, and when, changes no name.
  const triggers: Trigger[] =
    lambda.trigger === 'schedule' ? [{ type: 'schedule', expression: 'rate(1 day)' }] : [];
  return {
    name,
    packageName: `@lambdas/${name}`,
    packageVersion: '0.0.0',
    directory: directoryOf(lambda),
    config: { triggers },
  };
}

function triggersOf({ trigger, on }: NewLambda): readonly Trigger[] {
  const starter = starterOf(trigger);
  return starter.trigger === undefined ? [] : [starter.trigger(on)];
}

function onProblems(lambda: NewLambda, { now }: Surroundings): readonly string[] {
  if (lambda.trigger !== undefined && lambda.on === '') return ['it is empty'];
  if (lambda.trigger === 'schedule') return scheduleProblems(lambda.on, now);
  if (lambda.trigger === 'topic' && lambda.on.endsWith('.fifo')) {
    return ['a FIFO topic calls no function: have it send to a queue, and take --trigger queue'];
  }
  return triggersOf(lambda).flatMap((trigger) => {
    const { error } = triggerSchema.safeParse(trigger);
    return (error?.issues ?? []).map(({ message }) => message);
  });
}

function scheduleProblems(expression: string, now: Date): readonly string[] {
  const { schedule, problems } = parseScheduleExpression(expression);
  if (schedule === undefined) return problems;
  const never = describeNeverFiring(schedule, { now });
  return never === undefined ? [] : [never];
}
