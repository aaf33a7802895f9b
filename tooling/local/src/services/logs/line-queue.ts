import type { LogLine } from './log-feed.ts';

/** Lines on their way to one reader: what it does not take in time it loses. */
export interface LineQueue {
  add(lines: readonly LogLine[]): void;
  /** The next lines, and how many were lost after them; undefined at the end. */
  readonly take: () => Promise<Taken | undefined>;
  end(): void;
}

interface Taken {
  readonly lines: readonly LogLine[];
  readonly lost: number;
}

const mostLines = 2000;
/** Two bytes each: 4 MB. */
const mostCharacters = 2_097_152;
/** Of what is written at once. */
const piece = 200;

/** @param first - what is taken before everything else */
export function openLineQueue(first: readonly LogLine[]): LineQueue {
  let waiting: LogLine[] = [];
  let characters = 0;
  let lost = 0;
  let hasEnded = false;
  let wake: (() => void) | undefined;
  const add = (lines: readonly LogLine[]) => {
    for (const line of lines) {
      // Once something is lost, all is until the reader has caught up: so the gap has one place.
      const isFull = waiting.length >= mostLines || characters >= mostCharacters;
      if (lost > 0 || isFull) lost += 1;
      else {
        waiting.push(line);
        characters += line.message.length;
      }
    }
    if (lines.length > 0) wake?.();
  };
  add(first);
  return {
    add,
    async take() {
      while (waiting.length === 0 && lost === 0 && !hasEnded) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      if (hasEnded) return undefined;
      const lines = waiting.slice(0, piece);
      waiting = waiting.slice(piece);
      characters -= lines.reduce((sum, { message }) => sum + message.length, 0);
      const taken = { lines, lost: waiting.length === 0 ? lost : 0 };
      if (waiting.length === 0) lost = 0;
      return taken;
    },
    end() {
      hasEnded = true;
      waiting = [];
      wake?.();
    },
  };
}
