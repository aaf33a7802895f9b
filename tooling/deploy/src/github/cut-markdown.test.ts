import { expect, test } from 'vitest';
import { cutMarkdown } from './cut-markdown.ts';

const rows = Array.from({ length: 1000 }, (_, index) => `| row ${index} | ✂️ |`).join('\n');

test('leaves what fits as it is', () => {
  expect(cutMarkdown(rows, rows.length)).toBe(rows);
});

test('ends at the end of a line, within the limit, and says so', () => {
  const cut = cutMarkdown(rows, 2000);
  expect(cut.length).toBeLessThanOrEqual(2000);
  const [shown = ''] = cut.split('\n\nCut here: ');
  expect(rows.startsWith(`${shown.trimEnd()}\n`)).toBe(true);
  expect(cut).toMatch(/\n\nCut here: .*\n$/);
});

test('counts what it is told to count', () => {
  const bytesOf = (text: string) => Buffer.byteLength(text);
  expect(bytesOf(cutMarkdown(rows, 2000, bytesOf))).toBeLessThanOrEqual(2000);
});

test('closes what is folded and what is fenced', () => {
  const folded = `<details><summary>all</summary>\n\n${rows}\n\n</details>`;
  expect(cutMarkdown(folded, 2000)).toMatch(/\n<\/details>\n\nCut here/);
  expect(cutMarkdown(`\`\`\`mermaid\n${rows}\n\`\`\`\n`, 2000)).toMatch(/\n```\n\nCut here/);
});
