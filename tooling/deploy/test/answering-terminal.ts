import { PassThrough, Writable } from 'node:stream';
import type { Host } from '../src/index.ts';

export interface AnsweringTerminal {
  readonly terminal: NonNullable<Host['terminal']>;
  /** Everything that was shown. */
  readonly shown: () => string;
}

/** A terminal at which somebody types these keys, each as soon as its question is shown. */
export function createAnsweringTerminal(
  answers: readonly (readonly [question: string, keys: string])[],
): AnsweringTerminal {
  const input = new PassThrough();
  const waiting = [...answers];
  let shown = '';
  let unanswered = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      shown += chunk.toString();
      unanswered += chunk.toString();
      const [[question, keys] = []] = waiting;
      if (question !== undefined && unanswered.includes(question)) {
        waiting.shift();
        unanswered = '';
        // After whoever asks has begun to listen.
        setImmediate(() => input.write(keys));
      }
      done();
    },
  });
  return { terminal: { input, output }, shown: () => shown };
}
