import { both, edit, inEverySource, write, type SeriesCommit } from './edits.ts';
import { dates, http, invoice, money } from './paths.ts';

export const sharedInternals: readonly SeriesCommit[] = [
  {
    title: 'money: sum counts in a loop',
    change: edit(
      money,
      'return amounts.reduce((total, amount) => total + amount.cents, 0);',
      'let total = 0;\n  for (const { cents } of amounts) total += cents;\n  return total;',
    ),
    deploys: ['report'],
  },
  {
    title: 'money: format puts the currency first',
    change: edit(
      money,
      '`${(amount.cents / 100).toFixed(2)} ${amount.currency}`',
      '`${amount.currency} ${(amount.cents / 100).toFixed(2)}`',
    ),
    deploys: ['invoice', 'webhook'],
  },
  {
    title: 'dates: stamp has hours too (used by archive through store)',
    change: edit(dates, 'slice(0, 10)', 'slice(0, 13)'),
    deploys: ['archive'],
  },
  {
    title: 'dates: a day has another spelling of the same number',
    change: edit(dates, '86_400_000', '24 * 60 * 60 * 1000'),
    deploys: [],
  },
  {
    title: 'http: answers name their content type',
    change: edit(
      http,
      '({ statusCode: 200, body: JSON.stringify(value) })',
      "({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) } as Answer)",
    ),
    deploys: ['webhook'],
  },
];

export const unusedExports: readonly SeriesCommit[] = [
  {
    title: 'money: convert, which nobody uses, rounds down',
    change: edit(money, 'Math.round', 'Math.floor'),
    deploys: [],
  },
  {
    title: 'dates: a new function that nobody uses yet',
    change: (before) => ({
      [dates]: `${before[dates] ?? ''}\nexport const isWeekend = (date: Date) => date.getUTCDay() % 6 === 0;\n`,
    }),
    deploys: [],
  },
  {
    title: 'text: wrap, which nobody uses, is removed',
    change: both(
      write({ 'packages/text/src/wrap.ts': undefined }),
      edit('packages/text/src/index.ts', "export { wrap } from './wrap.ts';\n", ''),
    ),
    deploys: [],
  },
];

export const typesAndComments: readonly SeriesCommit[] = [
  {
    title: 'http: headers become part of the type',
    change: both(
      edit(
        http,
        'readonly body: string;',
        'readonly body: string;\n  readonly headers?: Readonly<Record<string, string>>;',
      ),
      edit(http, ' as Answer)', ')'),
    ),
    deploys: [],
  },
  {
    title: 'invoice: a return type is written down',
    change: edit(
      invoice,
      'async (invoice: Invoice) =>',
      'async (invoice: Invoice): Promise<{ reference: string; line: string }> =>',
    ),
    deploys: [],
  },
  {
    title: 'money: Amount becomes a type alias',
    change: edit(
      money,
      'export interface Amount {\n  readonly cents: number;\n  readonly currency: string;\n}',
      'export type Amount = Readonly<{ cents: number; currency: string }>;',
    ),
    deploys: [],
  },
  {
    title: 'dates: comments say what is returned',
    change: edit(
      dates,
      'export function startOfMonth',
      '/** Midnight of the first, in UTC. */\nexport function startOfMonth',
    ),
    deploys: [],
  },
  {
    title: 'health: a comment',
    change: edit('lambdas/health/index.js', 'exports.', '// Asked every minute.\nexports.'),
    deploys: [],
  },
  {
    title: 'a licence header on every source file',
    change: inEverySource((text) => `// SPDX-License-Identifier: Apache-2.0\n${text}`),
    deploys: [],
  },
];

export const documentsAndTests: readonly SeriesCommit[] = [
  {
    title: 'README of a lambda',
    change: write({ 'lambdas/invoice/README.md': '# Invoices\n\nOne for each order.\n' }),
    deploys: [],
  },
  {
    title: 'README of a shared package, and of the repository',
    change: write({
      'packages/money/README.md': '# Amounts\n\nIn cents.\n',
      'README.md': '# Functions of an accounts department\n\nSix of them.\n',
    }),
    deploys: [],
  },
  {
    title: 'a test of a shared package',
    change: write({
      'packages/money/src/index.test.ts':
        "import { expect, it } from 'vitest';\nimport { sum } from './index.ts';\nit('adds', () => expect(sum([])).toBe(0));\n",
    }),
    deploys: [],
  },
  {
    title: 'a test of a lambda, with an event to go with it',
    change: write({
      'lambdas/webhook/index.test.ts':
        "import { expect, it } from 'vitest';\nimport { handler } from './index.ts';\nit('answers', async () => expect(await handler({ cents: 1 })).toBeDefined());\n",
      'lambdas/webhook/events/paid.json': '{ "cents": 1200 }\n',
    }),
    deploys: [],
  },
  {
    title: 'the tests of the shared package change',
    change: edit('packages/money/src/index.test.ts', "'adds'", "'adds nothing up to zero'"),
    deploys: [],
  },
];
