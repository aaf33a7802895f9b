import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import type { TestStage } from '../stage.ts';

/** What a function's callers and its `live` alias were seen to do. */
export interface LiveWatch {
  /** Calls every function that is not being called, and looks at what `live` names. */
  look(): void;
  /** What was wrong, once everything asked is answered. */
  problems(): Promise<readonly string[]>;
}

/** Calls functions through `live`, and checks that it names a version that is whole. */
export function watchLive({ lambda }: TestStage, functions: readonly string[]): LiveWatch {
  const problems: string[] = [];
  const pending = new Map<string, Promise<void>>();
  const asking = (name: string, ask: () => Promise<string | undefined>) =>
    ask().then(
      (problem) => {
        if (problem !== undefined) problems.push(`${name}: ${problem}`);
      },
      (error: unknown) => {
        problems.push(`${name}: ${String(error)}`);
      },
    );
  const call = async (FunctionName: string) => {
    const answer = await lambda.send(new InvokeCommand({ FunctionName, Qualifier: 'live' }));
    return answer.FunctionError;
  };
  const check = async (FunctionName: string) => {
    const { Configuration: live } = await lambda.send(
      new GetFunctionCommand({ FunctionName, Qualifier: 'live' }),
    );
    const isWhole = live?.State === 'Active' && live.LastUpdateStatus === 'Successful';
    return isWhole ? undefined : `live is ${live?.State ?? '?'}, ${live?.LastUpdateStatus ?? '?'}`;
  };
  return {
    look() {
      for (const name of functions) {
        // One call of each function is under way at any time: more would only queue.
        if (pending.has(name)) continue;
        const asked = Promise.all([
          asking(name, () => call(name)),
          asking(name, () => check(name)),
        ]);
        pending.set(
          name,
          asked.then(() => void pending.delete(name)),
        );
      }
    },
    async problems() {
      await Promise.all(pending.values());
      return problems;
    },
  };
}
