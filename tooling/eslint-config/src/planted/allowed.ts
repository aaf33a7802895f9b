import type { Allowed } from './planted.ts';

/** The neighbours of the above that are right. */
export const allowed: readonly Allowed[] = [
  {
    what: 'the example of the documentation, word for word',
    path: 'lambdas/one/index.js',
    code: `exports.handler = async (event) => {
    // Your custom Lambda function code would go in here
    const response = {
        statusCode: 200,
        body: JSON.stringify('Hello from Lambda!'),
    };
    return response;
};`,
  },
  {
    what: 'a lambda that prints',
    path: 'lambdas/one/prints.js',
    code: "const { readFileSync } = require('fs');\nconsole.log(readFileSync('x'));",
  },
  {
    what: 'a lambda importing a shared package and the SDK',
    path: 'lambdas/one/imports.ts',
    code: "import { x } from '@packages/shared';\nimport { LambdaClient } from '@aws-sdk/client-lambda';\nexport const y: unknown = [x, LambdaClient];",
  },
  {
    what: "a lambda's configuration importing its type",
    path: 'lambdas/one/lambda.config.ts',
    code: "import type { LambdaConfig } from '@tooling/core';\nexport default { timeout: 3 } satisfies LambdaConfig;",
  },
  {
    what: 'a shared package importing another',
    path: 'packages/shared/src/index.ts',
    code: "import { x } from '@packages/other';\nexport const shared: unknown = x;",
  },
  {
    what: 'hashes and paths in tooling/core',
    path: 'tooling/core/src/allowed.ts',
    code: "import { createHash } from 'node:crypto';\nimport { posix } from 'node:path';\nexport const x: unknown = [createHash, posix, new Date(0), Math.max(1, 2)];",
  },
  {
    what: 'the SDK in tooling/aws',
    path: 'tooling/aws/src/client.ts',
    code: "import { LambdaClient } from '@aws-sdk/client-lambda';\nimport { UserError } from '@tooling/core';\nexport const x: unknown = [LambdaClient, UserError];",
  },
  {
    what: 'the SDK in tooling/local, loaded when needed',
    path: 'tooling/local/src/load.ts',
    code: "export const load = (): Promise<unknown> => import('@aws-sdk/client-lambda');",
  },
  {
    what: 'esbuild in tooling/bundle',
    path: 'tooling/bundle/src/bundle.ts',
    code: "import { build } from 'esbuild';\nexport const x: unknown = build;",
  },
  {
    what: 'everything below in tooling/deploy',
    path: 'tooling/deploy/src/compose.ts',
    code: "import { a } from '@tooling/aws';\nimport { b } from '@tooling/bundle';\nimport { l } from '@tooling/local';\nimport { w } from '@tooling/workspace';\nexport const x: unknown = [a, b, l, w];",
  },
  {
    what: 'an entry file that prints, reads the clock and ends the process',
    path: 'tooling/deploy/src/main.ts',
    code: 'console.log(new Date(), Date.now());\nprocess.exitCode = 1;',
  },
  {
    what: 'the terminal writing',
    path: 'tooling/deploy/src/terminal/render.ts',
    code: "process.stdout.write('x');",
  },
  {
    what: 'a program started with arguments',
    path: 'tooling/workspace/src/spawn.ts',
    code: "import { execFile } from 'node:child_process';\nexport const x: unknown = [execFile, { shell: false }];",
  },
  {
    what: 'measuring how long something takes',
    path: 'tooling/local/src/elapsed.ts',
    code: 'export const x: unknown = performance.now();',
  },
  {
    what: 'a rule disabled with a reason',
    path: 'tooling/aws/src/reason.ts',
    code: '// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the library says any\nexport const x = (value: any): string => String(value);',
  },
  {
    what: 'the SDK in a test of tooling/deploy',
    path: 'tooling/deploy/src/live.test.ts',
    code: "import { LambdaClient } from '@aws-sdk/client-lambda';\nimport { expect, test } from 'vitest';\ntest('x', () => { expect(LambdaClient).toBeDefined(); });",
  },
  {
    what: 'a program that tests start',
    path: 'tooling/deploy/test/program.ts',
    code: 'process.stdout.write(new Date().toISOString());\nprocess.exit(1);',
  },
];
