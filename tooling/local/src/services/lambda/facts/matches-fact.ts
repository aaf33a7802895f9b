import type { Fact } from './read-facts.ts';

/** What the local AWS answered, as it went over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
  readonly text: string;
  /** Of an error. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Values of placeholders in messages and bodies: each must be there, and all others be something. */
export type Known = Readonly<Record<string, string>>;

/** In what an answer is different from what was recorded, in words; none when it is the same. */
export function differences(answer: Answer, fact: Fact, known: Known): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, actual: unknown, expected: unknown) => {
    if (!matches(actual, expected, known)) {
      found.push(`${what}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
    }
  };
  compare('status', answer.status, fact.expected_status);
  compare('code', answer.code, fact.expected_code ?? undefined);
  compare('message', answer.message ?? '', fact.expected_message ?? '');
  for (const [name, value] of Object.entries(fact.expected_headers ?? {})) {
    compare(name, answer.headers[name.toLowerCase()], value);
  }
  if (typeof fact.expected_body === 'string') compare('body', answer.text, fact.expected_body);
  else if (fact.expected_body !== undefined) compare('body', answer.body, fact.expected_body);
  return found;
}

/** Whether a value is the expected one: text is a template, and an object may have more keys. */
function matches(actual: unknown, expected: unknown, known: Known): boolean {
  if (typeof expected === 'string') {
    return typeof actual === 'string' && template(expected, known).test(actual);
  }
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => matches(actual[index], item, known))
    );
  }
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected);
  if (typeof actual !== 'object' || actual === null)
    return Object.keys(stated(expected)).length === 0;
  return Object.entries(stated(expected)).every(([key, value]) =>
    matches((actual as Readonly<Record<string, unknown>>)[key], value, known),
  );
}

/** Notes say in words what no key says: the cases that test the fact check them. */
function stated(expected: object): object {
  return Object.fromEntries(Object.entries(expected).filter(([key]) => key !== 'note'));
}

/** `{account}` and `<uuid>` stand for one value, `...` for anything. */
function template(text: string, known: Known): RegExp {
  const parts = text.split(/(\{[a-zA-Z_][a-zA-Z_ 0-9]*\}|<[a-zA-Z_-]+>|\.\.\.)/);
  const source = parts.map((part, index) => {
    if (index % 2 === 0) return escape(part);
    if (part === '...') return '[^]*';
    const value = known[part.slice(1, -1)];
    return value === undefined ? '[^]+?' : escape(value);
  });
  return new RegExp(`^${source.join('')}$`);
}

/** As text in a regular expression. */
function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
