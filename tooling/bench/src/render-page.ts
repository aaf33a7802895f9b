/** Where a figure comes from. */
export interface Origin {
  readonly commit: string;
  /** ISO date. */
  readonly date: string;
  readonly machine: string;
}

/** A markdown table; the first row is its head. */
export function renderRows(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(3, ...rows.map((one) => (one[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...others] = rows;
  return [line(head), rule, ...others.map(line)].join('\n');
}

/** On which machine, from which commit and when; one line for each that the figures have. */
export function renderOrigins(figures: readonly Origin[]): string {
  const origins = figures.map(({ machine, commit, date }) => `${commit} on ${date}: ${machine}.`);
  return `Measured at\n\n${[...new Set(origins)].map((origin) => `- ${origin}`).join('\n')}`;
}

/** Puts a text between two marks of the page: `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function replaceMarked(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest = ''] = page.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined) throw new Error(`the page has no ${begin}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
