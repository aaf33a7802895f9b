import type { Planted } from './planted.ts';

const syntax = 'no-restricted-syntax';

/** How a source file must not be written. */
export const plantedSources: readonly Planted[] = [
  {
    what: 'a barrel inside a package',
    path: 'tooling/aws/src/lambda/index.ts',
    code: 'export const x = 1;',
    rule: syntax,
    says: /one index\.ts a package/i,
  },
  {
    what: 'passing on exports inside a package',
    path: 'tooling/aws/src/passes-on.ts',
    code: "export { now } from './clock.ts';",
    rule: syntax,
    says: /only src\/index\.ts/i,
  },
  {
    what: 'exporting everything',
    path: 'tooling/aws/src/index.ts',
    code: "export * from './clock.ts';",
    rule: syntax,
    says: /one by one/,
  },
  {
    what: 'a default export',
    path: 'tooling/aws/src/default.ts',
    code: 'export default 1;',
    rule: 'import-x/no-default-export',
    says: /./,
  },
  {
    what: 'a cycle of imports',
    path: 'tooling/aws/src/chicken.ts',
    code: "import { egg } from './egg.ts';\nexport const chicken = (): unknown => egg;",
    rule: 'import-x/no-cycle',
    says: /cycle/i,
  },
  {
    what: 'the other half of a cycle of imports',
    path: 'tooling/aws/src/egg.ts',
    code: "import { chicken } from './chicken.ts';\nexport const egg = (): unknown => chicken;",
    rule: 'import-x/no-cycle',
    says: /cycle/i,
  },
  {
    what: 'a file of more than 300 lines',
    path: 'tooling/aws/src/long.ts',
    code: `export const x = [\n${'  1,\n'.repeat(300)}];`,
    rule: 'max-lines',
    says: /300/,
  },
  {
    what: 'any',
    path: 'tooling/aws/src/any.ts',
    code: 'export const x = (value: any): string => String(value);',
    rule: '@typescript-eslint/no-explicit-any',
    says: /any/,
  },
  {
    what: 'a promise that nobody waits for',
    path: 'tooling/aws/src/floating.ts',
    code: 'export const x = () => { Promise.resolve(1); };',
    rule: '@typescript-eslint/no-floating-promises',
    says: /await/,
  },
  {
    what: '@ts-ignore',
    path: 'tooling/aws/src/ts-ignore.ts',
    code: "// @ts-ignore\nexport const x: number = '1';",
    rule: '@typescript-eslint/ban-ts-comment',
    says: /ts-ignore/,
  },
  {
    what: 'a rule disabled without a reason',
    path: 'tooling/aws/src/no-reason.ts',
    code: '// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const x = (value: any): string => String(value);',
    rule: 'comments/require-description',
    says: /description/,
  },
  {
    what: 'disabling what is not reported',
    path: 'tooling/aws/src/unused-disable.ts',
    code: '// eslint-disable-next-line eqeqeq -- a reason\nexport const x = 1;',
    rule: 'fatal',
    says: /unused eslint-disable/i,
  },
];
