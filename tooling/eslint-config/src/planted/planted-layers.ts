import type { Planted } from './planted.ts';

const imports = '@typescript-eslint/no-restricted-imports';
const syntax = 'no-restricted-syntax';
const oneWay = /imports go one way/;
const guarded = /may not use this library/;

/** Imports that go the wrong way. */
export const plantedLayers: readonly Planted[] = [
  layer('lambdas/one', '@lambdas/two'),
  layer('lambdas/one', '@tooling/core'),
  layer('lambdas/one', 'esbuild'),
  layer('packages/shared', '@lambdas/one'),
  layer('packages/shared', '@tooling/core'),
  layer('tooling/core', '@tooling/aws'),
  layer('tooling/core', '@packages/shared'),
  layer('tooling/core', '@lambdas/one'),
  layer('tooling/core', '@aws-sdk/client-lambda'),
  layer('tooling/aws', '@tooling/bundle'),
  layer('tooling/aws', '@tooling/workspace'),
  layer('tooling/aws', '@tooling/local'),
  layer('tooling/aws', 'esbuild'),
  layer('tooling/bundle', '@tooling/aws'),
  layer('tooling/bundle', '@tooling/workspace'),
  layer('tooling/bundle', '@aws-sdk/client-lambda'),
  layer('tooling/workspace', '@tooling/aws'),
  layer('tooling/workspace', '@tooling/bundle'),
  layer('tooling/workspace', '@tooling/deploy'),
  layer('tooling/local', '@tooling/deploy'),
  layer('tooling/local', '@tooling/console'),
  layer('tooling/local', 'esbuild'),
  layer('tooling/deploy', '@lambdas/one'),
  layer('tooling/deploy', '@packages/shared'),
  layer('tooling/deploy', '@aws-sdk/client-lambda'),
  layer('tooling/deploy', '@tooling/bench'),
  layer('tooling/console', '@tooling/deploy'),
  layer('tooling/newcomer', '@tooling/core'),
  {
    what: 'a dynamic import against the layers',
    path: 'tooling/core/src/dynamic-import.ts',
    code: "export const load = () => import('@tooling/aws');",
    rule: syntax,
    says: oneWay,
  },
  {
    what: 'a require against the layers',
    path: 'lambdas/one/plain.js',
    code: "exports.other = require('@lambdas/two');",
    rule: syntax,
    says: oneWay,
  },
  {
    what: 'a re-export against the layers',
    path: 'lambdas/one/re-export.ts',
    code: "export { x } from '@lambdas/two';",
    rule: imports,
    says: oneWay,
  },
  {
    what: 'a relative path into another package',
    path: 'lambdas/one/relative.ts',
    code: "import { shared } from '../../packages/shared/src/index.ts';\nexport const y = shared;",
    rule: 'import-x/no-relative-packages',
    says: /packages\/shared/,
  },
  {
    what: 'a file inside another package',
    path: 'tooling/aws/src/deep.ts',
    code: "import { x } from '@tooling/core/src/plan.ts';\nexport const y: unknown = x;",
    rule: imports,
    says: /its insides are its own/,
  },
];

function layer(from: string, to: string): Planted {
  return {
    what: `${from} importing ${to}`,
    path: `${from}/src/imports-${to.replaceAll(/[^a-z]+/g, '-')}.ts`,
    code: `import { x } from '${to}';\nexport const y: unknown = x;`,
    rule: imports,
    says: to.startsWith('@aws-sdk') || to === 'esbuild' ? guarded : oneWay,
  };
}
