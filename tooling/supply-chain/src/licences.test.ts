import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { allowedLicences } from './accepted.ts';
import { isAllowedLicence } from './is-allowed-licence.ts';
import { judgeLicences, readLicences } from './judge-licences.ts';
import { createPnpm } from './run-pnpm.ts';

test.each([
  ['MIT', true],
  ['(MIT)', true],
  ['MIT OR GPL-3.0-only', true],
  ['(GPL-3.0-only OR Apache-2.0)', true],
  ['MIT AND GPL-3.0-only', false],
  // AND binds closer.
  ['GPL-3.0-only AND MIT OR ISC', true],
  ['GPL-3.0-only AND (MIT OR ISC)', false],
  ['MIT AND (ISC AND BSD-2-Clause)', true],
  ['GPL-3.0-only', false],
  ['Apache-2.0 WITH LLVM-exception', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['Unknown', false],
  ['(MIT', false],
  ['MIT ISC', false],
  ['', false],
])('%j is allowed: %s', (expression, isAllowed) => {
  expect(isAllowedLicence(expression, allowedLicences)).toBe(isAllowed);
});

test('what is not allowed fails with package, licence and remedy', () => {
  const { failed, lines } = judgeLicences([
    { name: 'kind', versions: ['1.0.0'], licence: 'MIT' },
    { name: 'lightningcss-darwin-arm64', versions: ['1.33.0'], licence: 'MPL-2.0' },
    { name: 'strict', versions: ['2.0.0', '3.0.0'], licence: 'AGPL-3.0-only' },
    { name: 'other', versions: ['1.0.0'], licence: 'MPL-2.0' },
  ]);
  expect(failed).toBe(true);
  expect(lines).toEqual([
    'licences: 2 of 4 packages have one that is allowed',
    '  strict 2.0.0, 3.0.0: AGPL-3.0-only',
    expect.stringContaining('`pnpm why strict`'),
    '  other 1.0.0: MPL-2.0',
    expect.stringContaining('tooling/supply-chain/src/accepted.ts'),
  ]);
});

test('those of all packages of the workspace are known', async () => {
  const root = resolve(import.meta.dirname, '../../..');
  const packages = await readLicences(createPnpm(root, process.env));
  // One of a tool, one that lambdas ship, and the one with an exception.
  const names = packages.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['esbuild', 'csv-parse', 'lightningcss']));
});
