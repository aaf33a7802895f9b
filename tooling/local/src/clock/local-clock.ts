/** Something that is to happen at a moment of the local AWS's time. */
export interface Timer {
  /** Once it has begun, nothing. */
  cancel(): void;
}

/** Where the time of the local AWS stands. */
export interface ClockState {
  /** ISO 8601. */
  readonly now: string;
  /** Seconds of it that pass in a second. */
  readonly speed: number;
  /** When the next thing is to happen: ISO 8601. Absent: nothing is. */
  readonly next?: string | undefined;
}

/**
 * The one clock of the local AWS: as the machine's, until somebody moves it forward or makes it faster.
 * It never goes back.
 */
export interface LocalClock {
  now(): Date;
  /**
   * The machine's time, which nobody moves: signatures and sockets go by it.
   */
  realNow(): Date;
  /**
   * Runs something when its moment has come: soon, where that is over. What it fails with is reported.
   * Nothing keeps the process running for it.
   */
  at(momentMs: number, run: () => unknown): Timer;
  /** Lets time pass. */
  wait(ms: number): Promise<void>;
  /**
   * Says that something is under way, whose end may set new timers: whoever moves the clock waits for it.
   */
  during<Value>(work: Promise<Value>): Promise<Value>;
  show(): ClockState;
  /**
   * Moves on to a moment, and carries out what is due on the way: one after the other, each at its own
   * moment. One that is over moves nothing.
   *
   * @returns how much was carried out
   */
  advanceTo(momentMs: number): Promise<number>;
  /** @param speed - 1 is the machine's; more than 0 */
  setSpeed(speed: number): Promise<void>;
  /** Back to the machine's time: with everything else that is dropped. Timers are cancelled. */
  reset(): void;
  /** Cancels all timers, and writes down where it stands. */
  close(): Promise<void>;
}

interface Entry {
  readonly momentMs: number;
  /** Of equal moments the earlier one goes first. */
  readonly order: number;
  readonly run: () => unknown;
}

/** What setTimeout takes at most. */
const longestMs = 2 ** 31 - 1;
/** How often it is written down how far the clock is ahead, while it has a speed of its own. */
const notingMs = 1000;

export interface LocalClockOptions {
  /** The machine's time, or that of a test. */
  readonly realNow: () => Date;
  /** How far the clock was ahead when it was last written down. */
  readonly aheadMs?: number | undefined;
  /** Told how far the clock is ahead, so that it can be written down: when it was moved, or is faster. */
  readonly onMoved?: ((aheadMs: number) => unknown) | undefined;
  readonly report: (error: unknown) => void;
}

export function createLocalClock(options: LocalClockOptions): LocalClock {
  const { realNow, onMoved, report } = options;
  const entries = new Set<Entry>();
  /** The local time that belonged to a moment of the machine's, from which it goes on at `speed`. */
  let base = { realMs: realNow().getTime(), localMs: realNow().getTime() + (options.aheadMs ?? 0) };
  let speed = 1;
  let orders = 0;
  let working = 0;
  let alarm: NodeJS.Timeout | undefined;
  let noting: NodeJS.Timeout | undefined;
  let moving: Promise<unknown> = Promise.resolve();
  const idle = new Set<() => void>();

  const nowMs = () => base.localMs + (realNow().getTime() - base.realMs) * speed;
  const rebase = (localMs: number) => {
    base = { realMs: realNow().getTime(), localMs };
  };
  const first = (): Entry | undefined => {
    let earliest: Entry | undefined;
    for (const entry of entries) {
      const isEarlier =
        earliest === undefined ||
        entry.momentMs < earliest.momentMs ||
        (entry.momentMs === earliest.momentMs && entry.order < earliest.order);
      if (isEarlier) earliest = entry;
    }
    return earliest;
  };

  const arm = () => {
    clearTimeout(alarm);
    const next = first();
    if (next === undefined) return;
    const delayMs = Math.max(0, Math.ceil((next.momentMs - nowMs()) / speed));
    alarm = setTimeout(ring, Math.min(delayMs, longestMs)).unref();
  };
  const note = async (forMs = 0) => {
    const { realMs, localMs } = { realMs: realNow().getTime(), localMs: nowMs() };
    await onMoved?.(localMs - realMs + Math.max(0, forMs * (speed - 1)));
  };
  /**
   * Writes down where the clock will stand when the next note is due, and a little longer: it does not
   * go back when the process is killed before that.
   */
  const keepNoting = async () => {
    clearTimeout(noting);
    if (speed !== 1) noting = setTimeout(() => void keepNoting().catch(report), notingMs).unref();
    await note(2 * notingMs);
  };
  const cancelAll = () => {
    entries.clear();
    clearTimeout(alarm);
    clearTimeout(noting);
  };
  /** One that is due is begun; nothing waits for its end. */
  const ring = () => {
    for (;;) {
      const next = first();
      if (next === undefined || next.momentMs > nowMs()) break;
      entries.delete(next);
      void clock.during(carryOut(next));
    }
    arm();
  };
  const carryOut = async ({ run }: Entry) => {
    try {
      await run();
    } catch (error) {
      report(error);
    }
  };
  /** Until nothing is under way that could set a timer. */
  const settled = async () => {
    // What has just ended may go on in the next turns of the event loop.
    for (let quiet = 0; quiet < 3; quiet += 1) {
      if (working > 0) {
        await new Promise<void>((resolve) => idle.add(resolve));
        quiet = -1;
      }
      await new Promise(setImmediate);
    }
  };

  const move = async (momentMs: number) => {
    let count = 0;
    await settled();
    for (;;) {
      const next = first();
      if (next === undefined || next.momentMs > momentMs) break;
      entries.delete(next);
      rebase(Math.max(nowMs(), next.momentMs));
      count += 1;
      await clock.during(carryOut(next));
      await settled();
    }
    rebase(Math.max(nowMs(), momentMs));
    await keepNoting();
    return count;
  };

  const clock: LocalClock = {
    now: () => new Date(nowMs()),
    realNow,
    at(momentMs, run) {
      const entry: Entry = { momentMs, order: (orders += 1), run };
      entries.add(entry);
      arm();
      return {
        cancel() {
          if (entries.delete(entry)) arm();
        },
      };
    },
    wait: (ms) => new Promise((resolve) => clock.at(nowMs() + ms, resolve)),
    async during(work) {
      working += 1;
      try {
        return await work;
      } finally {
        working -= 1;
        if (working === 0) {
          for (const resolve of idle) resolve();
          idle.clear();
        }
      }
    },
    show() {
      const next = first();
      return {
        now: clock.now().toISOString(),
        speed,
        ...(next !== undefined && { next: new Date(next.momentMs).toISOString() }),
      };
    },
    advanceTo(momentMs) {
      const moved = moving.then(() => move(momentMs));
      moving = moved.catch(() => undefined).then(arm);
      return moved;
    },
    async setSpeed(wanted) {
      rebase(nowMs());
      speed = wanted;
      arm();
      await keepNoting();
    },
    reset() {
      cancelAll();
      speed = 1;
      rebase(realNow().getTime());
    },
    async close() {
      cancelAll();
      if (speed !== 1) await note();
    },
  };
  return clock;
}
