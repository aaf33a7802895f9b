export type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'PLATFORM';

/** A line's message, without what the line says elsewhere. */
export interface ReadMessage {
  readonly level?: Level | undefined;
  readonly text: string;
}

/**
 * Takes Lambda's own prefix off a message: `TIME\tREQUEST\tLEVEL\t` of console's functions in text, and
 * `timestamp`, `level` and `message` of a JSON line. Lambda's own lines are PLATFORM.
 */
export function readMessage(message: string): ReadMessage {
  const plain = message.trimEnd();
  const prefixed = prefix.exec(plain);
  if (prefixed !== null) {
    return { level: toLevel(prefixed[1]), text: plain.slice(prefixed[0].length) };
  }
  if (platform.test(plain))
    return { level: 'PLATFORM', text: plain.replaceAll('\t', '  ').trimEnd() };
  return readJson(plain) ?? { text: plain };
}

const prefix = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[\w-]+\t([A-Z]+)\t/;
const platform = /^(INIT_START|START|END|REPORT|EXTENSION|INIT_REPORT|RESTORE_START) /;

function readJson(text: string): ReadMessage | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { level, message, type } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof type === 'string' && type.startsWith('platform.'))
      return { level: 'PLATFORM', text };
    // A message that is all of it is shown by itself; where there is more, the line is shown whole.
    const found = typeof level === 'string' ? toLevel(level.toUpperCase()) : undefined;
    return typeof message === 'string'
      ? { level: found, text: `${message}  ${restOf(text)}`.trimEnd() }
      : { level: found, text };
  } catch {
    return undefined;
  }
}

/** What a structured line says besides, in short. */
function restOf(text: string): string {
  const {
    level: _,
    message: __,
    timestamp: ___,
    requestId: ____,
    ...rest
  } = JSON.parse(text) as Record<string, unknown>;
  return Object.keys(rest).length === 0 ? '' : JSON.stringify(rest);
}

function toLevel(word: string | undefined): Level | undefined {
  return levels.find((level) => level === word);
}

const levels: readonly Level[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
