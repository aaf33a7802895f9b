/**
 * Text in a cell of a table. What comes from file names, commits and AWS's answers stays text: it makes
 * no markup, no link and no mention.
 */
export function cell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~@$]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll(/\r?\n/g, '<br>');
}

/** What somebody types. In backticks the signs that `cell` replaces would be shown as they are replaced. */
export const command = (text: string): string => `<code>${cell(text)}</code>`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** GitHub takes a mebibyte a step; a list that long is read in the log. */
export const mostRows = 200;

export function limited(
  rows: readonly (readonly string[])[],
  head: readonly string[],
  most = mostRows,
): string {
  const shown = table(head, rows.slice(0, most));
  const rest = rows.length - most;
  return rest > 0 ? `${shown}\n\nand ${rest} more: see the log` : shown;
}

/** A part that is folded until somebody opens it. */
export const folded = (title: string, text: string): string =>
  `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
