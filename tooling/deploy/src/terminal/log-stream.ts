import { stripVTControlCharacters, styleText } from 'node:util';

/** A line of a function's log, as it goes to the terminal. */
export interface StreamedLine {
  /** Absent: a log group that is no function's. */
  readonly functionName: string;
  readonly message: string;
}

export interface LogStreamOptions {
  readonly out: (text: string) => void;
  readonly hasColors: boolean;
  /** Those that are known beforehand: their names are as wide as the prefix. */
  readonly names: readonly string[];
}

/** Prints functions' lines as they come, behind the function's name. */
export interface LogStream {
  print(line: StreamedLine): void;
  /** Says what was left out until now. */
  close(): void;
}

/** What a terminal shows and somebody reads; a function that floods its log has the rest in its log group. */
export const mostLinesASecond = 200;
export const mostLineCharacters = 2000;
const widestName = 32;

/**
 * Of each function `mostLinesASecond` are printed, of each line `mostLineCharacters`; what is left out is
 * counted, and said once a second. So a flood costs the terminal no more than that, and no memory.
 */
export function createLogStream({ out, hasColors, names }: LogStreamOptions): LogStream {
  const widths = names.map((name) => name.length);
  let width = Math.min(widestName, Math.max(0, ...widths));
  const printed = new Map<string, number>();
  const dropped = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const write = (name: string, text: string) => {
    width = Math.max(width, Math.min(widestName, name.length));
    const shown = name.length > widestName ? `${name.slice(0, widestName - 1)}…` : name;
    out(`${paint(name, shown.padEnd(width), hasColors)} ${text}\n`);
  };

  const endSecond = () => {
    timer = undefined;
    for (const [name, count] of dropped) {
      const lines = count === 1 ? '1 line' : `${count} lines`;
      write(name, `… ${lines} left out; the log group has all of them`);
    }
    dropped.clear();
    printed.clear();
  };

  return {
    print({ functionName, message }) {
      timer ??= setTimeout(endSecond, 1000);
      const count = printed.get(functionName) ?? 0;
      if (count >= mostLinesASecond) {
        dropped.set(functionName, (dropped.get(functionName) ?? 0) + 1);
        return;
      }
      printed.set(functionName, count + 1);
      for (const line of message.split('\n')) write(functionName, cut(line));
    },
    close() {
      clearTimeout(timer);
      endSecond();
    },
  };
}

/** What a function writes may be bytes of anything: nothing of it moves the cursor. */
function cut(line: string): string {
  const text = stripVTControlCharacters(line.slice(0, mostLineCharacters + 1))
    // eslint-disable-next-line no-control-regex -- these are what is to be kept from the terminal
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  if (line.length <= mostLineCharacters) return text;
  return `${text.slice(0, mostLineCharacters)}… (${line.length - mostLineCharacters} characters more)`;
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
