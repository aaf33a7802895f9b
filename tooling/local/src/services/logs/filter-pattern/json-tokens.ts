import { invalidPattern } from './pattern-text.ts';

/** The parts of a JSON pattern, taken one after the other. */
export interface Tokens {
  peek(): string | undefined;
  next(): string;
  /** Takes the token if it is the next one. */
  take(token: string): boolean;
  expect(token: string): void;
}

/** Brackets, operators, `$` selectors, quoted texts, regular expressions, and bare words. */
const tokenPattern =
  /\s*(\{|\}|\(|\)|&&|\|\||!=|<=|>=|=|<|>|\$(?:\.[\w-]+|\[\d+\]|\["[^"]*"\])*|"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|[^\s(){}=<>!&|"%$]+)\s*/y;

export function tokenize(text: string): Tokens {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined) throw invalidPattern(text.slice(at));
    tokens.push(token);
  }
  let index = 0;
  const next = () => {
    const token = tokens[index];
    if (token === undefined) throw invalidPattern(`it ends too early: ${text}`);
    index += 1;
    return token;
  };
  return {
    peek: () => tokens[index],
    next,
    take(token) {
      const taken = tokens[index] === token;
      if (taken) index += 1;
      return taken;
    },
    expect(token) {
      const found = next();
      if (found !== token) throw invalidPattern(`${found} in the place of ${token}`);
    },
  };
}
