import { readLogLine, type LogLine } from '@tooling/core/logs';

type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'PLATFORM' | 'METRICS';

/** A line's message in short; the line that is open shows all of it. */
export interface ReadMessage {
  readonly level?: Level | undefined;
  readonly text: string;
}

/** What a line of the list shows: Lambda's own lines are PLATFORM. */
export function readMessage(message: string): ReadMessage {
  const line = readLogLine(message);
  const notes = Object.entries(line.fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return { level: levelOf(line), text: [line.text, ...notes].join('  ').trimEnd() };
}

function levelOf({ origin, level }: LogLine): Level | undefined {
  if (origin === 'lambda') return 'PLATFORM';
  if (origin === 'metrics') return 'METRICS';
  return levels.find((one) => one === level);
}

const levels: readonly Level[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
