import { lambdaManifest } from '../create-workspace.ts';
import type { Files } from '../create-workspace.ts';

interface PackageOptions {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The manifest of a shared package with its sources under src/. */
export function sharedManifest(name: string, options: PackageOptions = {}): string {
  const { version = '1.0.0', dependencies = {}, devDependencies = {} } = options;
  const exports = { '.': './src/index.ts' };
  const fixed = { type: 'module', sideEffects: false, exports };
  return JSON.stringify({
    name: `@packages/${name}`,
    version,
    ...fixed,
    dependencies,
    devDependencies,
  });
}

/** The manifest of a lambda with dependencies of npm beside the shared packages. */
export function mixedManifest(
  name: string,
  packages: readonly string[],
  installed: Readonly<Record<string, string>>,
): string {
  const manifest = JSON.parse(lambdaManifest(name, packages)) as { readonly dependencies: object };
  const dependencies = { ...manifest.dependencies, ...installed };
  return JSON.stringify({ ...manifest, version: '1.0.0', dependencies });
}

/** A package as npm would have installed it. Its files are in no commit: the lockfile speaks for it. */
export function installed(name: string, version: string, code: string, dependencies = {}): Files {
  const manifest = { name, version, main: 'index.js', type: 'module', sideEffects: false };
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ ...manifest, dependencies }),
    [`node_modules/${name}/index.js`]: code,
  };
}

export const slugsCode = (separator: string) =>
  `export const slug = (text) => text.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join('${separator}');\nexport const isSlug = (text) => text === slug(text);\n`;

export const padsCode = (filler: string) =>
  `export const pad = (text, width) => text.padEnd(width, '${filler}');\n`;

export const columnsCode =
  "import { pad } from 'pads';\nexport const columns = (rows) => rows.map((row) => row.map((cell) => pad(cell, 12)).join('')).join('\\n');\nexport const ruler = (width) => '-'.repeat(width);\n";

export const moneySource = `/** An amount in the smallest unit of its currency. */
export interface Amount {
  readonly cents: number;
  readonly currency: string;
}

export function format(amount: Amount): string {
  return \`\${(amount.cents / 100).toFixed(2)} \${amount.currency}\`;
}

export function sum(amounts: readonly Amount[]): number {
  return amounts.reduce((total, amount) => total + amount.cents, 0);
}

export function convert(amount: Amount, rate: number): Amount {
  return { ...amount, cents: Math.round(amount.cents * rate) };
}
`;

export const datesSource = `const dayMs = 86_400_000;

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * dayMs);
}

export function startOfMonth(date: Date): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
}

export function stamp(date: Date): string {
  return date.toISOString().slice(0, 10);
}
`;

export const textSource = `export { shorten } from './shorten.ts';
export { title } from './title.ts';
export { wrap } from './wrap.ts';
`;

const invoiceSource = `import { format, type Amount } from '@packages/money';
import { title } from '@packages/text';
import { slug } from 'slugs';

interface Invoice {
  readonly customer: string;
  readonly amount: Amount;
}

export const handler = async (invoice: Invoice) => {
  const reference = slug(invoice.customer);
  return { reference, line: \`\${title(invoice.customer)}: \${format(invoice.amount)}\` };
};
`;

/** Six functions over five shared packages and three of npm: small, and shaped like real ones. */
export const baseFiles: Files = {
  'deploy.config.ts': "export default { service: 'precision', defaults: { memorySize: 256 } };\n",
  'README.md': '# Functions of an accounts department\n',
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }\n',
  ...installed('slugs', '1.0.0', slugsCode('-')),
  ...installed('pads', '2.0.0', padsCode(' ')),
  ...installed('columns', '3.1.0', columnsCode, { pads: '2.0.0' }),

  'packages/money/package.json': sharedManifest('money'),
  'packages/money/README.md': '# Amounts\n',
  'packages/money/src/index.ts': moneySource,
  'packages/dates/package.json': sharedManifest('dates'),
  'packages/dates/src/index.ts': datesSource,
  'packages/text/package.json': sharedManifest('text'),
  'packages/text/src/index.ts': textSource,
  'packages/text/src/title.ts':
    'export const title = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);\n',
  'packages/text/src/wrap.ts':
    "export const wrap = (text: string, width: number) => text.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\\n') ?? '';\n",
  'packages/text/src/shorten.ts':
    'export const shorten = (text: string, length: number) => text.length > length ? `${text.slice(0, length)}…` : text;\n',
  'packages/http/package.json': sharedManifest('http'),
  'packages/http/src/index.ts': `export interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

export const json = (value: unknown): Answer => ({ statusCode: 200, body: JSON.stringify(value) });

export const problem = (reason: string): Answer => ({ statusCode: 400, body: reason });
`,
  'packages/store/package.json': sharedManifest('store', {
    dependencies: { '@packages/dates': 'workspace:*' },
  }),
  'packages/store/src/index.ts':
    "import { stamp } from '@packages/dates';\nexport const keyOf = (name: string, date: Date) => `${stamp(date)}/${name}`;\n",

  'lambdas/invoice/package.json': mixedManifest('invoice', ['money', 'text'], { slugs: '1.0.0' }),
  'lambdas/invoice/README.md': '# Invoices\n',
  'lambdas/invoice/index.ts': invoiceSource,
  'lambdas/reminder/package.json': mixedManifest('reminder', ['dates', 'text'], {}),
  'lambdas/reminder/lambda.config.ts': 'export default { timeout: 10 };\n',
  'lambdas/reminder/index.ts': `import { addDays } from '@packages/dates';
import { shorten } from '@packages/text';

export const handler = async (event: { readonly subject: string; readonly sent: string }) => {
  const dueDate = addDays(new Date(event.sent), 14);
  return { subject: shorten(event.subject, 40), due: dueDate.toISOString() };
};
`,
  'lambdas/report/package.json': mixedManifest('report', ['dates', 'money'], { columns: '3.1.0' }),
  'lambdas/report/headings.json': '["account", "total"]\n',
  'lambdas/report/index.ts': `import { startOfMonth } from '@packages/dates';
import { sum, type Amount } from '@packages/money';
import { columns } from 'columns';
import headings from './headings.json' with { type: 'json' };

export const handler = async (event: { readonly at: string; readonly amounts: Amount[] }) => {
  const month = startOfMonth(new Date(event.at)).toISOString();
  return columns([headings, [month, String(sum(event.amounts))]]);
};
`,
  'lambdas/health/index.js': "exports.handler = async () => ({ statusCode: 200, body: 'ok' });\n",
  'lambdas/health/package.json':
    '{ "name": "@lambdas/health", "scripts": { "build": "lambda build" } }\n',
  'lambdas/webhook/package.json': mixedManifest('webhook', ['http', 'money'], {}),
  'lambdas/webhook/lambda.config.ts':
    "export default { environment: { CURRENCY: 'EUR' }, tags: { team: 'accounts' } };\n",
  'lambdas/webhook/index.ts': `import { json, problem } from '@packages/http';
import { format } from '@packages/money';

const limitCents = 100_000;

export const handler = async (event: { readonly cents: number }) => {
  if (event.cents > limitCents) return problem('too much');
  return json({ paid: format({ cents: event.cents, currency: process.env.CURRENCY ?? 'EUR' }) });
};
`,
  'lambdas/archive/package.json': mixedManifest('archive', ['store'], {}),
  'lambdas/archive/index.ts':
    "import { keyOf } from '@packages/store';\nexport const handler = async (event: { readonly name: string }) => keyOf(event.name, new Date());\n",
};
