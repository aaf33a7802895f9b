/** From so many characters on, a value is hidden wherever it stands, and not only as a word of its own. */
const distinctive = 8;
/** Shorter ones stand in every text by chance. */
const shortest = 4;

/** Values of settings that are no secrets, and without which a report says nothing. */
const harmless: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined']);

/** The texts in a value that is JSON, as a secret with several keys is. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** All that a value can look like: in parts, in lines, and as text in JSON. */
function looksOf(value: string): readonly string[] {
  const texts = [value, ...textsIn(parse(value))];
  const lines = texts.flatMap((text) => [text, ...text.split(/\r?\n/)]);
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  // Once in an answer or a log line, and once more where such a text is logged as JSON.
  return lines.flatMap((line) => [line, quoted(line), quoted(quoted(line))]);
}

const escape = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

function patternOf(look: string): string {
  if (look.length >= distinctive) return escape(look);
  return `(?<![\\p{L}\\p{N}_])${escape(look)}(?![\\p{L}\\p{N}_])`;
}

/**
 * Makes a function that takes values out of a text: a function may answer or log what is in its
 * environment. To be called before a text is cut or split, since a part of a value is no longer found.
 */
export function hidingValues(values: readonly string[]): (text: string) => string {
  const looks = new Set(values.flatMap(looksOf));
  // The longest first: a value may be a part of another one.
  const hidden = [...looks]
    .filter((look) => look.trim().length >= shortest && !harmless.has(look))
    .sort((one, other) => other.length - one.length);
  if (hidden.length === 0) return (text) => text;
  const pattern = new RegExp(hidden.map(patternOf).join('|'), 'gu');
  return (text) => text.replaceAll(pattern, '(hidden)');
}
