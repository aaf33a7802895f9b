import type { LogEvent } from '@tooling/aws';
import { readLogLine, type LogLine } from './read-log-line.ts';
import { showControls } from './show-controls.ts';
import type { Styles } from './styles.ts';

/** Of `ERROR`: what is said stands in one column. */
const levelWidth = 5;

/**
 * `2026-11-29 06:41:12.345Z [3]0fa2b1 ERROR disk full`. What is said in further lines stands below; lines of
 * JSON are shown by their message, with their other fields after it.
 */
export function formatLogEvent({ time, stream, message }: LogEvent, styles: Styles): string {
  const line = readLogLine(message);
  const { level, text, fields, stack } = line;
  const paint = paintOf(line, styles);
  const [first = '', ...more] = showControls(text).split('\n');
  const place = styles.dim(`${time.replace('T', ' ')} ${showControls(shorten(stream))}`);
  const head = [place, paint(level.padEnd(levelWidth)), paint(first), ...notesOf(fields, styles)];
  const below = [
    ...more.map((one) => paint(one)),
    ...stack.map((one) => styles.dim(showControls(one))),
  ];
  return [head.join(' ').trimEnd(), ...below.map((one) => `    ${one}`), ''].join('\n');
}

/** `2026/11/29/[3]0fa2b1c4…` → `[3]0fa2b1`: the version, and which of its environments. */
const shorten = (stream: string): string =>
  stream.replace(/^\d{4}\/\d\d\/\d\d\/.*(\[[^[\]]*\])([0-9a-f]{6})[0-9a-f]*$/, '$1$2');

function notesOf(fields: LogLine['fields'], styles: Styles): readonly string[] {
  const notes = Object.entries(fields).map(([name, value]) => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return `${showControls(name)}=${showControls(shown.replaceAll('\n', String.raw`\n`))}`;
  });
  return notes.length === 0 ? [] : [styles.dim(notes.join(' '))];
}

function paintOf({ level, isPlatform }: LogLine, styles: Styles): (text: string) => string {
  if (isPlatform || level === 'DEBUG' || level === 'TRACE') return styles.dim;
  if (level === 'ERROR' || level === 'FATAL') return styles.red;
  if (level === 'WARN') return styles.yellow;
  return (text) => text;
}
