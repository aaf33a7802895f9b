import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import type { TestStage } from '../stage.ts';

/** A function that is called all the time, and what it may answer. */
export interface Served {
  readonly name: string;
  /** What it answers before the deploy and after it, in this order; once the same where nothing changes. */
  readonly answers: readonly string[];
  /** Both versions serve for a while: the older answer may come after the newer one. */
  readonly mixes?: true;
  /** It serves from a moment of the deploy on, which `begin` tells; the others from the start. */
  readonly isNew?: true;
}

/** What functions' callers and their `live` aliases were seen to suffer. */
export interface LiveWatch {
  /** Calls every function that serves and is not being called, and looks at what `live` names. */
  look(): void;
  /** From now on the function has to serve. */
  begin(name: string): void;
  /** The function ends to serve; once no call is under way any more. */
  end(name: string): Promise<void>;
  /**
   * Looks a last time.
   *
   * @param isDone - the new answers have to come by now
   * @returns what was wrong
   */
  finish(isDone?: boolean): Promise<readonly string[]>;
}

/** Calls functions through `live`, and checks that it names a version that is whole. */
export function watchLive({ lambda }: TestStage, functions: readonly Served[]): LiveWatch {
  const problems: string[] = [];
  const pending = new Map<string, Promise<void>>();
  const serving = new Set(functions.filter(({ isNew }) => !isNew).map(({ name }) => name));
  const newest = new Map<string, number>();

  const call = async ({ name, answers, mixes }: Served) => {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: name, Qualifier: 'live' }),
    );
    const text = Payload?.transformToString() ?? '';
    if (FunctionError !== undefined) return `${FunctionError}: ${text}`;
    const answer: unknown = JSON.parse(text);
    const index = answers.findIndex((one) => one === answer);
    if (index === -1) return `answered ${text}`;
    const isBack = index < (newest.get(name) ?? 0);
    newest.set(name, Math.max(index, newest.get(name) ?? 0));
    return isBack && mixes === undefined ? `answered ${text} again` : undefined;
  };
  const check = async ({ name }: Served) => {
    const { Configuration: live } = await lambda.send(
      new GetFunctionCommand({ FunctionName: name, Qualifier: 'live' }),
    );
    const isWhole = live?.State === 'Active' && live.LastUpdateStatus === 'Successful';
    return isWhole ? undefined : `live is ${live?.State ?? '?'}, ${live?.LastUpdateStatus ?? '?'}`;
  };
  const ask = async (one: Served, question: (one: Served) => Promise<string | undefined>) => {
    const problem = await question(one).catch((error: unknown) => String(error));
    if (problem !== undefined) problems.push(`${one.name}: ${problem}`);
  };
  const look = () => {
    for (const one of functions) {
      const { name } = one;
      // One call of each function is under way at any time: their answers have an order.
      if (!serving.has(name) || pending.has(name)) continue;
      const asked = Promise.all([ask(one, call), ask(one, check)]);
      pending.set(
        name,
        asked.then(() => void pending.delete(name)),
      );
    }
  };
  return {
    look,
    begin: (name) => void serving.add(name),
    async end(name) {
      serving.delete(name);
      await pending.get(name);
    },
    async finish(isDone = false) {
      await Promise.all(pending.values());
      look();
      await Promise.all(pending.values());
      for (const { name, answers } of isDone ? functions : []) {
        const isOld = serving.has(name) && newest.get(name) !== answers.length - 1;
        if (isOld) problems.push(`${name}: has never answered ${answers.at(-1) ?? ''}`);
      }
      return problems;
    },
  };
}
