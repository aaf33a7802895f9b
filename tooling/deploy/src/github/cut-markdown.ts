/** How long a text is, for whoever takes it: the length of the whole is that of its parts. */
type Measure = (text: string) => number;

/**
 * Markdown that fits: cut at the end of a line, with a line that says so. What is folded, or fenced, is
 * closed, so that this can be read.
 *
 * @param most - in what `lengthOf` counts: characters, unless it is given
 */
export function cutMarkdown(
  text: string,
  most: number,
  lengthOf: Measure = (one) => one.length,
): string {
  if (lengthOf(text) <= most) return text;
  const kept: string[] = [];
  const inside = { folds: 0, isFenced: false };
  let length = 0;
  for (const line of text.split('\n')) {
    const folds = inside.folds + count(line, '<details>') - count(line, '</details>');
    const isFenced = line.startsWith('```') ? !inside.isFenced : inside.isFenced;
    length += lengthOf(`${line}\n`);
    if (length + lengthOf(endOf({ folds, isFenced })) > most) break;
    kept.push(`${line}\n`);
    Object.assign(inside, { folds, isFenced });
  }
  return kept.join('') + endOf(inside);
}

const count = (line: string, part: string): number => line.split(part).length - 1;

const endOf = ({ folds, isFenced }: { folds: number; isFenced: boolean }): string =>
  [
    ...(isFenced ? ['```'] : []),
    '',
    ...Array.from({ length: folds }, () => '</details>\n'),
    'Cut here: GitHub takes no more than this. The rest stands in the log.',
    '',
  ].join('\n');
