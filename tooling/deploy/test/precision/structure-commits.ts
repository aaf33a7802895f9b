import type { Files } from '../create-workspace.ts';
import { mixedManifest, sharedManifest } from './base-files.ts';
import { both, edit, inEverySource, write, type SeriesCommit } from './edits.ts';
import { dates, invoice, money, reminder, webhook } from './paths.ts';

export const names: readonly SeriesCommit[] = [
  {
    title: 'money: a local variable is renamed (other letters, so other short names)',
    change: edit(money, 'total', 'all'),
    deploys: ['report'],
  },
  {
    title: 'money: format is called formatAmount (its name is kept in the bundle)',
    change: both(
      edit(money, 'function format(', 'function formatAmount('),
      edit(invoice, 'format', 'formatAmount'),
      edit(webhook, 'format', 'formatAmount'),
    ),
    deploys: ['invoice', 'webhook'],
  },
  {
    title: 'text: a file is renamed',
    change: both(
      (before) => ({
        'packages/text/src/shorten.ts': undefined,
        'packages/text/src/shorten-text.ts': before['packages/text/src/shorten.ts'],
      }),
      edit('packages/text/src/index.ts', './shorten.ts', './shorten-text.ts'),
    ),
    deploys: [],
  },
  {
    title: 'the package dates is called calendar',
    change: (before) => {
      const source = before[dates];
      const moved: Files = {
        'packages/dates/package.json': undefined,
        [dates]: undefined,
        'packages/calendar/package.json': sharedManifest('calendar'),
        'packages/calendar/src/index.ts': source,
        'packages/store/package.json': sharedManifest('store', {
          dependencies: { '@packages/calendar': 'workspace:*' },
        }),
        'lambdas/reminder/package.json': mixedManifest('reminder', ['calendar', 'text'], {}),
        'lambdas/report/package.json': mixedManifest('report', ['calendar', 'money'], {
          columns: '3.1.0',
        }),
      };
      return {
        ...inEverySource((text) => text.replaceAll('@packages/dates', '@packages/calendar'))({
          ...before,
          [dates]: undefined,
        }),
        ...moved,
      };
    },
    deploys: [],
  },
  {
    title: 'versions and changelogs of all shared packages, as changesets writes them',
    change: (before) =>
      Object.fromEntries(
        Object.entries(before).flatMap(([path, text]) => {
          const directory = /^(packages\/[^/]+)\/package\.json$/.exec(path)?.[1];
          if (directory === undefined || text === undefined) return [];
          const manifest = { ...(JSON.parse(text) as object), version: '1.1.0' };
          return [
            [path, JSON.stringify(manifest)],
            [`${directory}/CHANGELOG.md`, '# Changelog\n\n## 1.1.0\n'],
          ];
        }),
      ),
    deploys: [],
  },
];

export const structure: readonly SeriesCommit[] = [
  {
    title: 'a new lambda',
    change: write({
      'lambdas/audit/index.js': "exports.handler = async () => 'nothing to report';\n",
      'lambdas/audit/package.json':
        '{ "name": "@lambdas/audit", "scripts": { "build": "lambda build" } }\n',
    }),
    deploys: ['audit'],
  },
  {
    title: 'the new lambda is corrected',
    change: edit('lambdas/audit/index.js', 'nothing to report', 'all is well'),
    deploys: ['audit'],
  },
  {
    title: 'archive is removed, and store with it',
    change: write({
      'lambdas/archive/package.json': undefined,
      'lambdas/archive/index.ts': undefined,
      'packages/store/package.json': undefined,
      'packages/store/src/index.ts': undefined,
      'packages/store/CHANGELOG.md': undefined,
    }),
    deploys: [],
    orphans: ['archive'],
  },
  {
    title: 'a new shared package, used by one',
    change: both(
      write({
        'packages/limits/package.json': sharedManifest('limits'),
        'packages/limits/src/index.ts': 'export const limitCents = 250_000;\n',
        'lambdas/webhook/package.json': mixedManifest('webhook', ['http', 'limits', 'money'], {}),
      }),
      edit(
        webhook,
        'const limitCents = 100_000;',
        "import { limitCents } from '@packages/limits';",
      ),
    ),
    deploys: ['webhook'],
  },
  {
    title: 'a file of data that a lambda imports',
    change: write({ 'lambdas/report/headings.json': '["account", "sum"]\n' }),
    deploys: ['report'],
  },
  {
    title: 'a file of data that no code imports',
    change: write({ 'lambdas/report/example.json': '["an", "example"]\n' }),
    deploys: [],
  },
];

export const upkeep: readonly SeriesCommit[] = [
  {
    title: 'money: format is reverted to the currency last',
    change: edit(
      money,
      '`${amount.currency} ${(amount.cents / 100).toFixed(2)}`',
      '`${(amount.cents / 100).toFixed(2)} ${amount.currency}`',
    ),
    deploys: ['invoice', 'webhook'],
  },
  {
    title: 'everything is formatted anew (four spaces)',
    change: inEverySource((text) => text.replaceAll(/^ {2}/gm, '    ')),
    deploys: [],
  },
  {
    title: 'reminder: fourteen days are spelled as two weeks of seven',
    change: edit(reminder, '14', '7 + 7'),
    deploys: [],
  },
  {
    title: 'reminder: due a week later',
    change: edit(reminder, '7 + 7', '7 + 14'),
    deploys: ['reminder'],
  },
  {
    title: 'tsconfig: a check more',
    change: write({
      'tsconfig.json':
        '{ "compilerOptions": { "strict": true, "noUncheckedIndexedAccess": true } }\n',
    }),
    deploys: [],
  },
  {
    title: 'the workflow and the lint',
    change: write({
      '.github/workflows/checks.yml': 'on: push\n',
      'eslint.config.js': 'export default [];\n',
    }),
    deploys: [],
  },
  {
    title: 'nothing: a merge that was resolved to what was there',
    change: write({}),
    deploys: [],
  },
];
