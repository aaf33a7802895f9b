import type { Location } from 'esbuild';
import { toPosix } from './input-path.ts';

/** Wide enough for a line of code, narrow enough for a minified file's single one. */
const excerptWidth = 100;

/** A message and the place in the source that it is about. */
export interface SourceMessage {
  readonly text: string;
  readonly location: Pick<Location, 'file' | 'line' | 'column' | 'length' | 'lineText'> | null;
}

/**
 * `lambdas/x/index.ts:3:7: message`, the line's text and a caret under the place.
 *
 * @example
 * const location = { file: 'lambdas/x/index.ts', line: 3, column: 1, length: 1, lineText: '}}' };
 * formatMessage({ text: 'Unexpected "}"', location });
 * // → 'lambdas/x/index.ts:3:2: Unexpected "}"\n    }}\n     ^'
 */
export function formatMessage({ text, location }: SourceMessage): string {
  if (location === null) return text;
  const { column } = columnOf(location);
  const head = `${toPosix(location.file)}:${location.line}:${column}: ${text}`;
  const excerpt = formatExcerpt(location);
  return excerpt === undefined ? head : `${head}\n${excerpt}`;
}

/** esbuild counts columns in bytes from 0, editors in characters from 1. */
export function columnOf({ lineText, column, length }: NonNullable<SourceMessage['location']>) {
  const bytes = Buffer.from(lineText);
  const start = bytes.subarray(0, column).toString().length;
  return { column: start + 1, width: bytes.subarray(column, column + length).toString().length };
}

function formatExcerpt(location: NonNullable<SourceMessage['location']>): string | undefined {
  const { lineText } = location;
  if (lineText.trim() === '') return undefined;
  const { column, width } = columnOf(location);
  const indent = lineText.length - lineText.trimStart().length;
  const start = Math.max(Math.min(indent, column - 1), column - 1 - excerptWidth / 2);
  const shown = lineText.slice(start, start + excerptWidth).trimEnd();
  // Tabs before the caret stay tabs, so that it stands under its place at any tab width.
  const pad = lineText.slice(start, column - 1).replaceAll(/[^\t]/g, ' ');
  const marks = Math.max(1, Math.min(width, shown.length - pad.length));
  return `    ${shown}\n    ${pad}${marks === 1 ? '^' : '~'.repeat(marks)}`;
}
