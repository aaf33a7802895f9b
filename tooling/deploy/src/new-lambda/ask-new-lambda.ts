import { isCancel, select, text, type CANCEL_SYMBOL } from '@clack/prompts';
import { UserError } from '@tooling/core';
import type { Terminal } from '../host.ts';
import { checkName, checkNewLambda, type Surroundings } from './check-new-lambda.ts';
import { triggerKinds, type NewLambda, type TriggerKind } from './new-lambda.ts';
import { starterOf } from './starters/starters.ts';

/** What the command line says already. */
export interface Given {
  readonly name?: string | undefined;
  readonly trigger?: TriggerKind | undefined;
  readonly on?: string | undefined;
  readonly isJavaScript: boolean;
}

interface Asking extends Terminal {
  /** Aborted by what ends the process. */
  readonly signal: AbortSignal;
}

/**
 * Asks for what the command line leaves open: name, trigger and language.
 *
 * @throws UserError INTERRUPTED by Ctrl-C or Escape; NAME_INVALID or NAME_TAKEN for the name that is given
 */
export async function askNewLambda(
  given: Given,
  asking: Asking,
  surroundings: Surroundings,
): Promise<NewLambda> {
  const { name = await askName(asking, surroundings) } = given;
  checkName({ name, on: '', isTypeScript: true }, surroundings);
  const trigger = given.trigger ?? (await askTrigger(asking));
  const draft = { name, trigger, on: '', isTypeScript: !given.isJavaScript };
  const on = given.on ?? (await askOn(draft, asking, surroundings));
  return { ...draft, on, isTypeScript: !given.isJavaScript && (await askTypeScript(asking)) };
}

async function askName(asking: Asking, surroundings: Surroundings): Promise<string> {
  const check = (name = '') =>
    whatIsWrong(() => {
      checkName({ name, on: '', isTypeScript: true }, surroundings);
    });
  return answered(
    await text({
      ...asking,
      message: 'What is it called?',
      placeholder: 'hello',
      validate: check,
    }),
  );
}

async function askTrigger(asking: Asking): Promise<TriggerKind | undefined> {
  const kinds = [...triggerKinds, undefined].map((kind) => ({
    value: kind ?? '',
    label: starterOf(kind).startedBy,
  }));
  const message = 'What starts it?';
  const chosen = answered(await select<string>({ ...asking, message, options: kinds }));
  return triggerKinds.find((kind) => kind === chosen);
}

async function askOn(
  draft: NewLambda,
  asking: Asking,
  surroundings: Surroundings,
): Promise<string> {
  const { on } = starterOf(draft.trigger);
  if (on === undefined) return '';
  const initial = on.default(draft.name);
  const answer = await text({
    ...asking,
    message: `Which one? It is ${on.what}.`,
    placeholder: initial,
    defaultValue: initial,
    validate: (value) =>
      whatIsWrong(() => {
        checkNewLambda({ ...draft, on: value || initial }, surroundings);
      }),
  });
  return answered(answer);
}

async function askTypeScript(asking: Asking): Promise<boolean> {
  const options = [
    { value: true, label: 'TypeScript' },
    { value: false, label: 'JavaScript' },
  ];
  return answered(await select({ ...asking, message: 'In which language?', options }));
}

function answered<Value>(answer: Value | typeof CANCEL_SYMBOL): Value {
  if (!isCancel(answer)) return answer;
  throw new UserError('INTERRUPTED', 'interrupted: nothing was written');
}

/** In one line, for whoever can type it again. */
function whatIsWrong(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message, ...error.problems].join('; ');
  }
}
