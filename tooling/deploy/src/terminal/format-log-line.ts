import { stripVTControlCharacters, styleText } from 'node:util';
import { formatLogMessage } from './format-log-message.ts';
import type { StreamedLine } from './log-stream.ts';
import { createStyles } from './styles.ts';

const widestName = 32;

/**
 * Lines behind the function's name, aligned, each function in a colour of its own.
 *
 * @param names - those that are known beforehand: the prefix is as wide as the widest of them
 */
export function createLogFormat(names: readonly string[], hasColors: boolean) {
  const styles = createStyles(hasColors);
  let width = Math.min(widestName, Math.max(0, ...names.map((name) => name.length)));
  return ({ functionName, message }: StreamedLine): string => {
    const name =
      functionName.length > widestName ? `${functionName.slice(0, widestName - 1)}…` : functionName;
    width = Math.max(width, name.length);
    const prefix = paint(functionName, name.padEnd(width), hasColors);
    return formatLogMessage(stripVTControlCharacters(message), styles, 0)
      .map((line) => `${`${prefix} ${line}`.trimEnd()}\n`)
      .join('');
  };
}

const colors = [
  'cyan',
  'magenta',
  'green',
  'yellow',
  'blue',
  'cyanBright',
  'magentaBright',
  'greenBright',
  'yellowBright',
  'blueBright',
] as const;

/** The same function has the same colour in each run. */
function paint(name: string, text: string, hasColors: boolean): string {
  if (!hasColors) return text;
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return styleText(colors[hash % colors.length] ?? 'cyan', text, { validateStream: false });
}
