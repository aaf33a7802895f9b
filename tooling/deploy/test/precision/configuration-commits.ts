import {
  columnsCode,
  installed,
  mixedManifest,
  padsCode,
  sharedManifest,
  slugsCode,
} from './base-files.ts';
import { edit, write, type SeriesCommit } from './edits.ts';

const all = ['archive', 'health', 'invoice', 'reminder', 'report', 'webhook'];

export const lockfile: readonly SeriesCommit[] = [
  {
    title: 'bump of an npm package whose code in the bundle changes (slugs 1.0.0 → 1.1.0)',
    change: write({
      ...installed('slugs', '1.1.0', slugsCode('_')),
      'lambdas/invoice/package.json': mixedManifest('invoice', ['money', 'text'], {
        slugs: '1.1.0',
      }),
    }),
    deploys: ['invoice'],
  },
  {
    title: 'bump of an npm package whose change is tree-shaken (slugs 1.1.0 → 1.1.1)',
    change: write({
      ...installed(
        'slugs',
        '1.1.1',
        slugsCode('_').replace('text === slug(text)', 'slug(text) === text'),
      ),
      'lambdas/invoice/package.json': mixedManifest('invoice', ['money', 'text'], {
        slugs: '1.1.1',
      }),
    }),
    deploys: [],
  },
  {
    title: 'bump of a transitive npm package that is used (pads 2.0.0 → 2.1.0)',
    change: write({
      ...installed('pads', '2.1.0', padsCode('.')),
      ...installed('columns', '3.1.0', columnsCode, { pads: '2.1.0' }),
    }),
    deploys: ['report'],
  },
  {
    title: 'bump of a dev dependency of a shared package',
    change: write({
      ...installed('checks', '5.0.0', 'export const check = () => true;\n'),
      'packages/money/package.json': sharedManifest('money', {
        devDependencies: { checks: '5.0.0' },
      }),
    }),
    deploys: [],
  },
  {
    title: 'a dependency that is declared and not imported yet',
    change: write({
      'lambdas/archive/package.json': mixedManifest('archive', ['store'], { slugs: '1.1.1' }),
    }),
    deploys: [],
  },
];

export const configuration: readonly SeriesCommit[] = [
  {
    title: 'reminder gets more memory',
    change: edit(
      'lambdas/reminder/lambda.config.ts',
      'timeout: 10',
      'timeout: 10, memorySize: 512',
    ),
    deploys: ['reminder'],
  },
  {
    title: 'webhook gets an environment variable',
    change: edit(
      'lambdas/webhook/lambda.config.ts',
      "CURRENCY: 'EUR'",
      "CURRENCY: 'EUR', GREETING: 'Thank you'",
    ),
    deploys: ['webhook'],
  },
  {
    title: 'health gets a tag',
    change: write({
      'lambdas/health/lambda.config.ts': "export default { tags: { team: 'operations' } };\n",
    }),
    deploys: ['health'],
  },
  {
    title: 'a description',
    change: edit(
      'lambdas/reminder/lambda.config.ts',
      'timeout: 10',
      "description: 'Reminds of what is due', timeout: 10",
    ),
    deploys: ['reminder'],
  },
  {
    title: 'the default memory of all: those that say nothing themselves',
    change: edit('deploy.config.ts', 'memorySize: 256', 'memorySize: 320'),
    deploys: all.filter((name) => name !== 'reminder'),
  },
  {
    title: 'defaults of another stage',
    change: edit(
      'deploy.config.ts',
      'defaults:',
      "stages: { prod: { region: 'eu-central-1', defaults: { memorySize: 1024 } } }, defaults:",
    ),
    deploys: [],
  },
  {
    title: 'a configuration is written in another way',
    change: write({
      'lambdas/webhook/lambda.config.ts':
        "const CURRENCY = 'EUR';\nexport default {\n  tags: { team: 'accounts' },\n  environment: { GREETING: 'Thank you', CURRENCY },\n};\n",
    }),
    deploys: [],
  },
];
