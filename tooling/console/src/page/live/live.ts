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

/** After a refusal. */
const retryMs = 2000;

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

  const take = ({ timestamp, requestId, message, functionName, logGroup }: LocalLogLine) => {
    lastId += 1;
    const source = functionName ?? logGroup;
    waiting.push({ id: lastId, timestamp, requestId, message, source });
    gather();
  };

  const connect = (since: string) => {
    const source = new EventSource(`/_local/logs?since=${encodeURIComponent(since)}`);
    source.addEventListener('open', () => {
      const { connection, reconnections } = state.get();
      const back = connection === 'lost' ? 1 : 0;
      state.set({ connection: 'open', reconnections: reconnections + back });
    });
    source.addEventListener('message', ({ data }: MessageEvent<string>) =>
      take(JSON.parse(data) as LocalLogLine),
    );
    source.addEventListener('gap', ({ data }: MessageEvent<string>) => {
      lost += (JSON.parse(data) as LocalLogGap).lost;
      gather();
    });
    source.addEventListener('error', () => {
      state.set({ ...state.get(), connection: 'lost' });
      // The browser connects again by itself and says what it had last, unless it was refused.
      if (source.readyState !== EventSource.CLOSED) return;
      const last = waiting.at(-1) ?? log.get().lines.at(-1);
      setTimeout(() => connect(last?.timestamp ?? since), retryMs);
    });
  };
  connect(String(secondsBefore));
  return { state, log, clearLog: () => log.set(emptyLog) };
}
