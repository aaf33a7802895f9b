import type { Clock } from './clock.ts';

/**
 * Where everybody waits together for IAM to spread what was written. A refused request counts in the quota
 * like any other: so one of them tries at a time, and once that is accepted, all do.
 */
export interface SpreadGate {
  /** Somebody was refused, and nobody was accepted since. */
  readonly isRefusing: boolean;
  /** Waits until a request that follows a write at once is likely to be accepted, or has to find out. */
  enter(): Promise<void>;
  /** After a refusal: waits for the turn to try again, or until somebody was accepted. */
  again(): Promise<void>;
  /** @param waitedMs - how long it took; 0 where the first try was accepted */
  accepted(waitedMs: number): void;
  /** Whoever entered will not try again, nor was accepted: the next one finds out. */
  left(): void;
}

/** Between two tries, of whomever. */
const pauseMs = 500;

function createSpreadGate(clock: Clock): SpreadGate {
  // As long as somebody waits here, somebody tries or there is a pause. Whoever has tried goes to the
  // end: what is refused for good keeps nobody else from trying.
  let waiting: (() => void)[] = [];
  let isPausing = false;
  let isTried = false;
  /** Of the last who was answered; undefined where nobody was. */
  let wasAccepted: boolean | undefined;
  /** How long it took, where somebody was refused at first. */
  let seenMs = 0;

  const queue = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    return promise;
  };
  const letNextTry = () => {
    const next = waiting.shift();
    if (next === undefined) isTried = wasAccepted !== undefined;
    else next();
  };
  const pause = async () => {
    if (isPausing) return;
    isPausing = true;
    await clock.sleep(pauseMs);
    isPausing = false;
    letNextTry();
  };

  return {
    get isRefusing() {
      return wasAccepted === false;
    },
    async enter() {
      const isFirst = !isTried;
      isTried = true;
      if (isFirst) return;
      if (wasAccepted !== true) await queue();
      else if (seenMs > 0) await clock.sleep(seenMs);
    },
    again() {
      wasAccepted = false;
      const turn = queue();
      void pause();
      return turn;
    },
    accepted(waitedMs) {
      wasAccepted = true;
      if (waitedMs > 0) seenMs = seenMs === 0 ? waitedMs : Math.min(seenMs, waitedMs);
      const all = waiting;
      waiting = [];
      for (const goOn of all) goOn();
    },
    left: letNextTry,
  };
}

/** One gate for each kind of request: what one kind waits for, another may have already. */
export function createSpreadGates(clock: Clock): (kind: string) => SpreadGate {
  const gates = new Map<string, SpreadGate>();
  return (kind) => {
    const gate = gates.get(kind) ?? createSpreadGate(clock);
    gates.set(kind, gate);
    return gate;
  };
}
