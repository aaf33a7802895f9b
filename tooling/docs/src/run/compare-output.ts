import { stripVTControlCharacters } from 'node:util';

/**
 * What differs between the output that a page shows and the one that there was: undefined, or lines
 * with `-` for what the page has alone and `+` for what was printed.
 *
 * `…` stands for the rest of a line, and alone for any number of lines. What has the shape of a value
 * that differs each time (see `shapes`) stands for any of that shape.
 */
export function compareOutput(expected: readonly string[], actual: string): string | undefined {
  const lines = trimEmpty(
    stripVTControlCharacters(actual)
      .split('\n')
      .map((line) => line.trimEnd()),
  );
  const wanted = trimEmpty(expected);
  const patterns = wanted.map((line) => ({ line, test: linePattern(line) }));
  if (matches(patterns, lines)) return undefined;
  return difference(patterns, lines).join('\n');
}

interface Pattern {
  readonly line: string;
  /** Undefined: any number of lines. */
  readonly test: RegExp | undefined;
}

function trimEmpty(lines: readonly string[]): readonly string[] {
  const isText = (line: string) => line !== '';
  return lines.slice(Math.max(lines.findIndex(isText), 0), lines.findLastIndex(isText) + 1);
}

/** Values that differ each time, by what they look like. */
const shapes: readonly string[] = [
  String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z`,
  String.raw`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
  // Commits.
  String.raw`\b[0-9a-f]{12}\b`,
  // How long something took, how large it is, how old.
  String.raw`\b\d+(?:\.\d+)? (?:ms|s|min|h|d|B|kB|MB)\b`,
  String.raw`\b\d+(?:\.\d+)? %`,
  // Digests, which have all kinds of characters.
  String.raw`(?<![\w+/])(?=[a-zA-Z+/]*\d)(?=[a-z\d+/]*[A-Z])(?=[A-Z\d+/]*[a-z])[\w+/]{12}(?![\w+/])`,
  // Ids of HTTP APIs and function URLs.
  String.raw`(?<=://)[a-z\d]{10}(?=\.execute-api\.)`,
  String.raw`(?<=://)[a-z\d]{32}(?=\.lambda-url\.)`,
];

const varying = new RegExp([...shapes, '…', ' {2,}'].map((shape) => `(${shape})`).join('|'), 'g');

function linePattern(line: string): RegExp | undefined {
  if (line.trim() === '…') return undefined;
  let source = '';
  let end = 0;
  for (const match of line.matchAll(varying)) {
    source += escape(line.slice(end, match.index)) + patternOf(match);
    end = match.index + match[0].length;
  }
  return new RegExp(`^${source}${escape(line.slice(end))}$`);
}

const escape = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** Columns are as wide as what stands in them. */
function patternOf([text, ...groups]: readonly (string | undefined)[]): string {
  if (text === '…') return '.*';
  if (text?.startsWith('  ')) return ' {2,}';
  return shapes[groups.findIndex((group) => group !== undefined)] ?? '';
}

function matches(patterns: readonly Pattern[], lines: readonly string[]): boolean {
  const [first, ...rest] = patterns;
  if (first === undefined) return lines.length === 0;
  if (first.test !== undefined) {
    return lines[0] !== undefined && first.test.test(lines[0]) && matches(rest, lines.slice(1));
  }
  return lines.some((_, index) => matches(rest, lines.slice(index))) || rest.length === 0;
}

/** The longest common sequence, and around it what is on one side alone. */
function difference(patterns: readonly Pattern[], lines: readonly string[]): string[] {
  const fits = (row: number, column: number) =>
    patterns[row]?.test?.test(lines[column] ?? '') ?? false;
  const lengths = Array.from({ length: patterns.length + 1 }, () =>
    Array.from({ length: lines.length + 1 }, () => 0),
  );
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = patterns.length - 1; row >= 0; row--) {
    for (let column = lines.length - 1; column >= 0; column--) {
      const length = fits(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
      (lengths[row] ?? [])[column] = length;
    }
  }
  const shown: string[] = [];
  let row = 0;
  let column = 0;
  while (row < patterns.length || column < lines.length) {
    if (row < patterns.length && column < lines.length && fits(row, column)) {
      shown.push(`  ${lines[column++] ?? ''}`);
      row += 1;
    } else if (row < patterns.length && at(row + 1, column) >= at(row, column + 1)) {
      shown.push(`- ${patterns[row++]?.line ?? ''}`);
    } else if (column < lines.length) {
      shown.push(`+ ${lines[column++] ?? ''}`);
    } else {
      shown.push(`- ${patterns[row++]?.line ?? ''}`);
    }
  }
  return shown;
}
