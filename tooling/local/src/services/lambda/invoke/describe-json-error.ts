/**
 * Says why bytes are not JSON, in the words and with the position of the parser that Lambda uses
 * (Jackson), since callers see them. Only called when the bytes are known not to be JSON.
 */
export function describeJsonError(bytes: Uint8Array): string {
  const cursor: Cursor = { bytes, at: 0 };
  try {
    readValue(cursor);
    skipSpace(cursor);
    if (cursor.at < bytes.length) readValue(cursor);
  } catch (error) {
    if (error instanceof JsonProblem) return located(error, bytes);
    throw error;
  }
  return located(
    new JsonProblem('Unexpected content after the end of the value', cursor.at),
    bytes,
  );
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

class JsonProblem extends Error {
  /** How many bytes precede the position that is reported. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const deepest = 1000;
/** Of a wrong word, callers see only the beginning. */
const longestTokenShown = 256;
const newline = 0x0a;
const values = `JSON String, Number, Array, Object or token 'null', 'true' or 'false'`;

function located({ message, offset }: JsonProblem, bytes: Uint8Array): string {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    if (bytes[at] !== newline) continue;
    line += 1;
    lineStart = at + 1;
  }
  const column = offset - lineStart + 1;
  return `${message}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${String(line)}, column: ${String(column)}]`;
}

function readValue(cursor: Cursor, depth = 0): void {
  if (depth > deepest) {
    throw new JsonProblem(
      `Document nesting depth (${String(depth)}) exceeds the maximum allowed (${String(deepest)}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
      cursor.at,
    );
  }
  skipSpace(cursor);
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) throw endOfInput(cursor, '');
  const first = String.fromCharCode(byte);
  if (first === '{') readMembers(cursor, '}', 'Object', () => readMember(cursor, depth));
  else if (first === '[') readMembers(cursor, ']', 'Array', () => readValue(cursor, depth + 1));
  else if (first === '"') readString(cursor);
  else if (/[-0-9]/.test(first)) readNumber(cursor);
  else if (/[a-zA-Z_$]/.test(first)) readToken(cursor);
  else throw unexpected(cursor, `expected a valid value (${values})`);
}

function readMembers(
  cursor: Cursor,
  close: string,
  kind: 'Object' | 'Array',
  readOne: () => void,
): void {
  cursor.at += 1;
  skipSpace(cursor);
  if (peek(cursor) === close) {
    cursor.at += 1;
    return;
  }
  for (;;) {
    readOne();
    skipSpace(cursor);
    const next = peek(cursor);
    if (next === undefined) throw endOfInput(cursor, `: expected close marker for ${kind}`);
    if (next !== ',' && next !== close) {
      throw unexpected(cursor, `was expecting comma to separate ${kind} entries`);
    }
    cursor.at += 1;
    if (next === close) return;
  }
}

function readMember(cursor: Cursor, depth: number): void {
  skipSpace(cursor);
  if (peek(cursor) !== '"') {
    throw unexpected(cursor, 'was expecting double-quote to start field name');
  }
  readString(cursor);
  skipSpace(cursor);
  if (peek(cursor) !== ':') {
    throw unexpected(cursor, 'was expecting a colon to separate field name and value');
  }
  cursor.at += 1;
  readValue(cursor, depth + 1);
}

function readString(cursor: Cursor): void {
  cursor.at += 1;
  for (;;) {
    const byte = cursor.bytes[cursor.at];
    if (byte === undefined) throw endOfInput(cursor, ' in VALUE_STRING');
    if (byte < 0x20) {
      throw new JsonProblem(
        `Illegal unquoted character (${describe(byte)}): has to be escaped using backslash to be included in string value`,
        cursor.at + 1,
      );
    }
    readCharacter(cursor);
    if (byte === 0x22) return;
    if (byte === 0x5c) readCharacter(cursor);
  }
}

function readNumber(cursor: Cursor): void {
  if (peek(cursor) === '-') cursor.at += 1;
  if (!isDigit(cursor, cursor.at)) {
    throw unexpected(cursor, 'expected digit (0-9) to follow minus sign, for valid numeric value');
  }
  if (peek(cursor) === '0') cursor.at += 1;
  else skipDigits(cursor);
  if (peek(cursor) === '.' && isDigit(cursor, cursor.at + 1)) {
    cursor.at += 1;
    skipDigits(cursor);
  }
  if (peek(cursor)?.toLowerCase() !== 'e') return;
  const sign = cursor.bytes[cursor.at + 1];
  const digits = cursor.at + (sign === 0x2b || sign === 0x2d ? 2 : 1);
  if (!isDigit(cursor, digits)) return;
  cursor.at = digits;
  skipDigits(cursor);
}

function isDigit({ bytes }: Cursor, at: number): boolean {
  const byte = bytes[at] ?? 0;
  return byte >= 0x30 && byte <= 0x39;
}

function skipDigits(cursor: Cursor): void {
  while (isDigit(cursor, cursor.at)) cursor.at += 1;
}

/** A word: one of JSON's three, or what was meant to be something else. */
function readToken(cursor: Cursor): void {
  const start = cursor.at;
  let length = 0;
  while (/[a-zA-Z0-9_$]/.test(peek(cursor) ?? '') || (cursor.bytes[cursor.at] ?? 0) >= 0x80) {
    readCharacter(cursor);
    length += 1;
    if (length === longestTokenShown) break;
  }
  const token = Buffer.from(cursor.bytes.subarray(start, cursor.at)).toString();
  if (['null', 'true', 'false'].includes(token)) return;
  const shown = length === longestTokenShown ? `${token}...` : token;
  throw new JsonProblem(`Unrecognized token '${shown}': was expecting (${values})`, cursor.at);
}

/** Steps over one character of UTF-8. */
function readCharacter(cursor: Cursor): void {
  const start = cursor.bytes[cursor.at] ?? 0;
  cursor.at += 1;
  if (start < 0x80) return;
  const following = start >= 0xc0 && start < 0xe0 ? 1 : start < 0xf0 ? 2 : 3;
  if (start < 0xc0 || start >= 0xf8) {
    throw new JsonProblem(`Invalid UTF-8 start byte ${hex(start)}`, cursor.at);
  }
  for (let step = 0; step < following; step++) {
    const byte = cursor.bytes[cursor.at];
    cursor.at += 1;
    if (byte === undefined) throw endOfInput(cursor, '');
    if ((byte & 0xc0) !== 0x80) {
      throw new JsonProblem(`Invalid UTF-8 middle byte ${hex(byte)}`, cursor.at);
    }
  }
}

function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.bytes[cursor.at])) cursor.at += 1;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09;
}

function peek({ bytes, at }: Cursor): string | undefined {
  const byte = bytes[at];
  return byte === undefined ? undefined : String.fromCharCode(byte);
}

function unexpected(cursor: Cursor, expectation: string): JsonProblem {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) return endOfInput(cursor, '');
  return new JsonProblem(`Unexpected character (${describe(byte)}): ${expectation}`, cursor.at);
}

function endOfInput(cursor: Cursor, where: string): JsonProblem {
  return new JsonProblem(`Unexpected end-of-input${where}`, cursor.at);
}

function describe(byte: number): string {
  const isControl = byte < 0x20 || (byte >= 0x7f && byte < 0xa0);
  return isControl
    ? `(CTRL-CHAR, code ${String(byte)})`
    : `'${String.fromCharCode(byte)}' (code ${String(byte)})`;
}

function hex(byte: number): string {
  return `0x${byte.toString(16)}`;
}
