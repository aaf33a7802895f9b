import { parseRegex, type Element } from './parse-regex.ts';

/**
 * A matcher for a regular expression without groups, whose time grows with the text times the
 * pattern and never faster: it follows all ways through the pattern at once, where RegExp tries
 * one after the other (`a*a*a*a*b` on 300 letters takes that minutes).
 *
 * @throws SyntaxError
 */
export function linearRegex(source: string): (text: string) => boolean {
  const elements = parseRegex(source);
  const starts = elements.flatMap((_, index) =>
    index === 0 || elements[index - 1]?.kind === 'end' ? [index] : [],
  );
  return (text) => {
    const walk = createWalk(elements, text);
    for (let at = 0; at <= text.length; at++) if (walk.step(at, starts)) return true;
    return false;
  };
}

interface Walk {
  /** Goes to a place in the text; true when the pattern was matched before it. */
  step(at: number, starts: readonly number[]): boolean;
}

function createWalk(elements: readonly Element[], text: string): Walk {
  let here: number[] = [];
  /** Where each element was last reached, so that no place holds one twice. */
  const reachedAt = new Int32Array(elements.length).fill(-1);

  /** Adds an element and those behind it that need no character; true at the pattern's end. */
  function reach(from: number, at: number, reached: number[]): boolean {
    for (let index = from; ; index++) {
      const element = elements[index];
      if (element === undefined || reachedAt[index] === at) return false;
      reachedAt[index] = at;
      if (element.kind === 'end') return true;
      if (element.kind === 'first' && at > 0) return false;
      if (element.kind === 'last' && at < text.length) return false;
      if (element.kind === 'first' || element.kind === 'last') continue;
      reached.push(index);
      if (element.kind === 'one') return false;
    }
  }

  return {
    step(at, starts) {
      const reached: number[] = [];
      if (at > 0) {
        const character = text.charCodeAt(at - 1);
        for (const index of here) {
          const element = elements[index];
          if (element === undefined || !('matches' in element)) continue;
          if (!element.matches(character)) continue;
          if (reach(element.kind === 'many' ? index : index + 1, at, reached)) return true;
        }
      }
      here = reached;
      return starts.some((start) => reach(start, at, reached));
    },
  };
}
