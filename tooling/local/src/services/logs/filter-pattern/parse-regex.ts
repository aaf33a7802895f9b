/** A step of a pattern; its alternatives follow each other, each with an `end`. */
export type Element =
  | { readonly kind: 'first' | 'last' | 'end' }
  /** Exactly once, at most once, or any number of times. */
  | { readonly kind: 'one' | 'optional' | 'many'; readonly matches: CharacterTest };

/** Of a character's UTF-16 code. */
type CharacterTest = (code: number) => boolean;

/** More would take long with a long text, however the pattern is followed. */
const maxElements = 2000;
const maxRepetitions = 256;

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: characters,
 * classes, escapes, anchors, quantifiers and alternatives, and no groups.
 *
 * @throws SyntaxError
 */
export function parseRegex(source: string): readonly Element[] {
  const elements: Element[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < source.length) {
    const token = tokenPattern.exec(source);
    if (token === null) throw new SyntaxError(source);
    const [, operator, atom, quantifier, min, comma, max] = token;
    if (operator !== undefined) elements.push({ kind: operators[operator] ?? 'end' });
    else {
      const matches = characterTest(atom ?? '');
      elements.push(...repeat(matches, rangeOf(quantifier, min, comma, max)));
    }
    if (elements.length > maxElements) throw new SyntaxError('it is too long');
  }
  const varying = elements.filter(({ kind }) => kind === 'many' || kind === 'optional').length;
  if (varying > maxRepetitions) throw new SyntaxError('it repeats too much');
  return [...elements, { kind: 'end' }];
}

const operators: Readonly<Record<string, 'first' | 'last' | 'end'>> = {
  '^': 'first',
  $: 'last',
  '|': 'end',
};

/** An operator; or a character, escape or class, and how often. A lazy one matches the same texts. */
const tokenPattern =
  /([\^$|])|(\\x[0-9A-Fa-f]{2}|\\[dDsSwW]|\\[^A-Za-z0-9\s]|\[(?:\\\S|[^\]\\])*\]|[^\\[{*+?])([*+?]\??|\{(\d{1,4})(?:(,)(\d{1,4})?)?\}\??)?/y;

type Range = readonly [min: number, max: number];

function rangeOf(
  quantifier: string | undefined,
  min: string | undefined,
  comma: string | undefined,
  max: string | undefined,
): Range {
  if (min !== undefined) {
    const least = Number(min);
    const most = max === undefined ? (comma === undefined ? least : Infinity) : Number(max);
    if (most < least) throw new SyntaxError(quantifier);
    return [least, most];
  }
  switch (quantifier?.[0]) {
    case '*':
      return [0, Infinity];
    case '+':
      return [1, Infinity];
    case '?':
      return [0, 1];
    default:
      return [1, 1];
  }
}

function repeat(matches: CharacterTest, [min, max]: Range): Element[] {
  const elements = Array.from({ length: min }, (): Element => ({ kind: 'one', matches }));
  if (max === Infinity) return [...elements, { kind: 'many', matches }];
  const rest = Array.from({ length: max - min }, (): Element => ({ kind: 'optional', matches }));
  return [...elements, ...rest];
}

/** One character at a time RegExp is quick and right; what it said of ASCII is remembered. */
function characterTest(atom: string): CharacterTest {
  const expression = new RegExp(`^${atom}$`);
  const test = (code: number) => expression.test(String.fromCharCode(code));
  const ascii = Array.from({ length: 128 }, (_, code) => test(code));
  return (code) => ascii[code] ?? test(code);
}
