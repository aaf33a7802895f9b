import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Shared packages of a generated workspace, however many lambdas use them. */
const packageCount = 20;

/**
 * The packages that are changed for the figures of a changed library: one that no other package uses,
 * and one that others use, which others use.
 */
export const changedPackages = { library: 20, deep: 1 } as const;

/**
 * Replaces the lambdas and packages of a clone by generated ones. Each lambda uses one to four of twenty
 * packages, which use each other and have no dependencies of npm's; nothing is drawn by lot.
 *
 * @returns the names of the lambdas
 */
export async function generateWorkspace(root: string, count: number): Promise<readonly string[]> {
  await Promise.all(
    ['lambdas', 'packages', '.changeset', 'tooling/demo'].map((name) =>
      rm(join(root, name), { recursive: true }),
    ),
  );
  await forgetDemo(join(root, 'turbo.json'));
  const names = Array.from({ length: count }, (_, index) => lambdaName(index + 1));
  const files = {
    'deploy.config.ts': deployConfig,
    ...Object.assign(
      {},
      ...Array.from({ length: packageCount }, (_, index) => packageFiles(index + 1)),
    ),
    ...Object.assign({}, ...names.map((name, index) => lambdaFiles(name, index + 1))),
  } as Readonly<Record<string, string>>;
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return names;
}

/** Its tasks need the lambdas that are not there any more. */
async function forgetDemo(file: string): Promise<void> {
  const { tasks, ...rest } = JSON.parse(await readFile(file, 'utf8')) as TurboConfiguration;
  const kept = Object.entries(tasks).filter(([name]) => !name.startsWith('@tooling/demo#'));
  await writeFile(file, json({ ...rest, tasks: Object.fromEntries(kept) }));
}

interface TurboConfiguration {
  readonly tasks: Readonly<Record<string, unknown>>;
}

const deployConfig = `export default {
  service: 'bench',
  stages: { dev: { region: 'us-east-1', namePrefix: 'dev-' } },
};
`;

const lambdaName = (number: number) => `lambda-${String(number).padStart(4, '0')}`;
export const packageName = (number: number) => `shared-${String(number).padStart(2, '0')}`;

/** The packages that a package uses: earlier ones only, so that nothing goes in circles. */
const usedByPackage = (number: number) =>
  [number - 4, ...(number % 3 === 0 ? [number - 7] : [])].filter((used) => used > 0);

function usedByLambda(number: number): readonly number[] {
  const uses = Array.from({ length: 1 + (number % 4) }, (_, use) => (number * 7 + use * 5) % 20);
  return [...new Set(uses)].map((used) => used + 1);
}

/** How many of so many lambdas have code of a package in their bundle. */
export function countUsers(changed: number, lambdas: number): number {
  const uses = (number: number): boolean =>
    number === changed || usedByPackage(number).some((one) => uses(one));
  const numbers = Array.from({ length: lambdas }, (_, index) => index + 1);
  return numbers.filter((number) => usedByLambda(number).some((one) => uses(one))).length;
}

const dependenciesOn = (numbers: readonly number[]) =>
  Object.fromEntries(numbers.map((used) => [`@packages/${packageName(used)}`, 'workspace:*']));

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** Some kilobytes that stay in a bundle, as tables and texts do. */
const table = (number: number) =>
  Array.from({ length: 150 }, (_, row) => `  ['row-${number}-${row}', ${(row * number) % 97}],`);

function packageFiles(number: number): Record<string, string> {
  const name = packageName(number);
  const used = usedByPackage(number);
  const imports = used.map(
    (one) => `import { score as score${one} } from '@packages/${packageName(one)}';`,
  );
  const sum = ['rate(text)', ...used.map((one) => `score${one}(text)`)].join(' + ');
  return {
    [`packages/${name}/package.json`]: json({
      name: `@packages/${name}`,
      version: '1.0.0',
      private: true,
      type: 'module',
      sideEffects: false,
      exports: { '.': './src/index.ts' },
      dependencies: dependenciesOn(used),
    }),
    [`packages/${name}/src/table.ts`]: [
      'const rows: readonly (readonly [string, number])[] = [',
      ...table(number),
      '];',
      '',
      'export const weights = /* @__PURE__ */ new Map(rows);',
      '',
    ].join('\n'),
    [`packages/${name}/src/rate.ts`]: [
      "import { weights } from './table.ts';",
      '',
      'export function rate(text: string): number {',
      '  const letters = [...text].map((letter) => letter.charCodeAt(0));',
      `  const start = weights.get(\`row-${number}-\${text.length % 150}\`) ?? ${number};`,
      '  return letters.reduce((sum, code) => (sum * 31 + code) % 65_537, start);',
      '}',
      '',
    ].join('\n'),
    [`packages/${name}/src/unused.ts`]:
      'export const neverImported = (text: string): string => text.toUpperCase();\n',
    [`packages/${name}/src/index.ts`]: [
      ...imports,
      "import { rate } from './rate.ts';",
      '',
      "export { neverImported } from './unused.ts';",
      '',
      'export function score(text: string): number {',
      `  return ${sum};`,
      '}',
      '',
    ].join('\n'),
  };
}

function lambdaFiles(name: string, number: number): Record<string, string> {
  const used = usedByLambda(number);
  const imports = used.map(
    (one) => `import { score as score${one} } from '@packages/${packageName(one)}';`,
  );
  return {
    [`lambdas/${name}/package.json`]: json({
      name: `@lambdas/${name}`,
      version: '0.0.0',
      private: true,
      type: 'module',
      scripts: { build: 'lambda build' },
      dependencies: dependenciesOn(used),
    }),
    [`lambdas/${name}/rules.ts`]: `export const threshold = ${number};\n`,
    [`lambdas/${name}/index.ts`]: [
      ...imports,
      "import { threshold } from './rules.ts';",
      '',
      'export async function handler(event: { readonly text?: string }) {',
      `  const text = event.text ?? '${name}';`,
      `  const total = ${used.map((one) => `score${one}(text)`).join(' + ')};`,
      '  return { total, isHigh: total > threshold };',
      '}',
      '',
    ].join('\n'),
  };
}
