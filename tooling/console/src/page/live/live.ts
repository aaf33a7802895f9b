import type { LocalLogGap, LocalLogLine } from '@tooling/core/local-api';
import { appendLines, emptyLog, type LogBuffer, type LogLine } from './log-buffer.ts';
import { createStore, type Store } from './store.ts';

export interface LiveState {
  readonly connection: 'connecting' | 'open' | 'lost';
  /** How often the server came back: what was asked before is asked again. */
  readonly reconnections: number;
}

/** Follows the log of all functions while the page is open, and knows by it whether the server is there. */
export interface Live {
  readonly state: Store<LiveState>;
  readonly log: Store<LogBuffer>;
  readonly clearLog: () => void;
}

/** Of what was written before the page was opened. */
const secondsBefore = 600;

/** Lines are drawn together that come within it. */
const gatherMs = 50;

const retryMs = 1500;

export function startLive(): Live {
  const state = createStore<LiveState>({ connection: 'connecting', reconnections: 0 });
  const log = createStore<LogBuffer>(emptyLog);
  let waiting: LogLine[] = [];
  let lost = 0;
  let lastId = 0;
  let isGathering = false;

  /** A hidden page draws nothing, and its timers still run: so nothing piles up in it. */
  const gather = () => {
    if (isGathering) return;
    isGathering = true;
    setTimeout(() => {
      isGathering = false;
      const next = appendLines(log.get(), waiting);
      log.set({ ...next, lost: next.lost + lost });
      waiting = [];
      lost = 0;
    }, gatherMs);
  };

  const take = (told: LocalLogLine, known: ReadonlySet<string>) => {
    if (known.has(identify(told.timestamp, told.message))) return;
    const { timestamp, requestId, message, functionName, logGroup } = told;
    lastId += 1;
    waiting.push({ id: lastId, timestamp, requestId, message, source: functionName ?? logGroup });
    gather();
  };

  /** The browser would connect again by itself, and be told everything twice: so it is done here. */
  const connect = () => {
    const seen = [...log.get().lines, ...waiting];
    const last = seen.at(-1)?.timestamp;
    const known = new Set(
      seen
        .filter(({ timestamp }) => timestamp === last)
        .map(({ timestamp, message }) => identify(timestamp, message)),
    );
    const since = encodeURIComponent(last ?? String(secondsBefore));
    const source = new EventSource(`/_local/logs?since=${since}`);
    source.addEventListener('open', () => {
      const { connection, reconnections } = state.get();
      const back = connection === 'lost' ? 1 : 0;
      state.set({ connection: 'open', reconnections: reconnections + back });
    });
    source.addEventListener('message', ({ data }: MessageEvent<string>) =>
      take(JSON.parse(data) as LocalLogLine, known),
    );
    source.addEventListener('gap', ({ data }: MessageEvent<string>) => {
      lost += (JSON.parse(data) as LocalLogGap).lost;
      gather();
    });
    source.addEventListener('error', () => {
      source.close();
      state.set({ ...state.get(), connection: 'lost' });
      setTimeout(connect, retryMs);
    });
  };
  connect();
  return { state, log, clearLog: () => log.set(emptyLog) };
}

const identify = (timestamp: string, message: string) => `${timestamp} ${message}`;
