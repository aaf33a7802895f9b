import { expect, test } from 'vitest';
import { readPage } from '../markdown/read-page.ts';
import { readPages } from '../markdown/read-pages.ts';
import { listFiles, repositoryRoot } from '../repository.ts';
import { findBrokenLinks } from './find-broken-links.ts';

const brokenIn = (text: string, other = '') =>
  findBrokenLinks(
    [readPage('docs/a.md', text), readPage('docs/b.md', other)],
    ['docs/a.md', 'docs/b.md', 'docs/graph.svg', 'src/x.ts'],
  );

test('finds every link of this repository where it leads', async () => {
  const files = await listFiles(repositoryRoot);
  const pages = await readPages(repositoryRoot, files);
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md']));
  expect(findBrokenLinks(pages, files)).toEqual([]);
});

test('finds a file that is not there, and one that is above the repository', () => {
  expect(brokenIn('# A\n\nSee [b](b.md),\n[c](c.md) and [d](../../d.md).\n')).toEqual([
    'docs/a.md:4: c.md: there is no docs/c.md',
    'docs/a.md:4: ../../d.md: there is no ../d.md',
  ]);
});

test('takes directories, lines of sources and headings as GitHub names them', () => {
  const text =
    '[1](../src/) [2](../src/x.ts#L3-L9) [3](b.md#whats-in-a-name) [4](b.md#a-b-1) [5](#own)';
  expect(
    brokenIn(`# Own\n\n${text}\n`, "# What's in a `name`?\n## A  & b\n## A b\n## A b\n"),
  ).toEqual([]);
});

test('finds an anchor that no heading has', () => {
  expect(brokenIn('# A\n\n[b](b.md#two) [a](#one) [x](../src/x.ts#one)\n', '# One\n')).toEqual([
    'docs/a.md:3: b.md#two: docs/b.md has no heading #two, but #one',
    'docs/a.md:3: #one: docs/a.md has no heading #one, but #a',
    'docs/a.md:3: ../src/x.ts#one: #one: only lines of it can be named',
  ]);
});

test('finds images that are not there, in HTML and in cells of tables, too', () => {
  const text = '![1](graph.svg)\n\n<img src="none.png">\n\n| a |\n| - |\n| ![2](two.png) |\n';
  expect(brokenIn(text)).toEqual([
    'docs/a.md:3: none.png: there is no docs/none.png',
    'docs/a.md:7: two.png: there is no docs/two.png',
  ]);
});

test('looks at the form of addresses, and does not ask for them', () => {
  const text = '[1](https://none.invalid/a) [2](http://none.invalid) <http://127.0.0.1:4566>';
  expect(brokenIn(`${text} [3](https://)\n`)).toEqual([
    'docs/a.md:1: http://none.invalid: http: is not https:',
    'docs/a.md:1: https://: is no address',
  ]);
});

test('takes what stands in code for no link', () => {
  expect(brokenIn('`[a](none.md)`\n\n```md\n[a](none.md)\n```\n')).toEqual([]);
});
