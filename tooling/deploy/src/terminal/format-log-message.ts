import { readLogLine, type LogLine } from '@tooling/core/logs';
import { showControls } from './show-controls.ts';
import type { Styles } from './styles.ts';

/**
 * A message of a function's log as people read it, line by line: `ERROR disk full`. Lines of JSON are shown
 * by their message, with their other fields after it, and where an error came from below.
 *
 * @param levelWidth - of the column of levels; 0: there is none, and what has no level begins with what it says
 */
export function formatLogMessage(
  message: string,
  styles: Styles,
  levelWidth: number,
): readonly string[] {
  const line = readLogLine(message);
  const paint = paintOf(line, styles);
  const [first = '', ...more] = showControls(line.text).split('\n');
  const level = line.level === '' ? ' '.repeat(levelWidth) : paint(line.level.padEnd(levelWidth));
  return [
    [...(level === '' ? [] : [level]), paint(first), ...notesOf(line.fields, styles)]
      .join(' ')
      .trimEnd(),
    ...more.map((one) => paint(one)),
    ...line.stack.map((one) => styles.dim(showControls(one))),
  ];
}

function notesOf(fields: LogLine['fields'], styles: Styles): readonly string[] {
  const notes = Object.entries(fields).map(([name, value]) => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return `${showControls(name)}=${showControls(shown.replaceAll('\n', String.raw`\n`))}`;
  });
  return notes.length === 0 ? [] : [styles.dim(notes.join(' '))];
}

function paintOf({ level, origin }: LogLine, styles: Styles): (text: string) => string {
  if (origin !== 'function' || level === 'DEBUG' || level === 'TRACE') return styles.dim;
  if (level === 'ERROR' || level === 'FATAL') return styles.red;
  if (level === 'WARN') return styles.yellow;
  return (text) => text;
}
