import type { Planted } from './planted.ts';

const imports = '@typescript-eslint/no-restricted-imports';
const syntax = 'no-restricted-syntax';
const globals = 'no-restricted-globals';

/** Tests that hide bugs. */
export const plantedTests: readonly Planted[] = [
  {
    what: 'a module mock',
    path: 'tooling/aws/src/mock.test.ts',
    code: "import { expect, test, vi } from 'vitest';\nvi.mock('./clock.ts');\ntest('x', () => { expect(1).toBe(1); });",
    rule: 'vitest/no-restricted-vi-methods',
    says: /not mocked/,
  },
  {
    what: 'a focused test',
    path: 'tooling/aws/src/only.test.ts',
    code: "import { expect, test } from 'vitest';\ntest.only('x', () => { expect(1).toBe(1); });",
    rule: 'vitest/no-focused-tests',
    says: /focus|only/i,
  },
  {
    what: 'a skipped test',
    path: 'packages/shared/src/skip.test.ts',
    code: "import { expect, test } from 'vitest';\ntest.skip('x', () => { expect(1).toBe(1); });",
    rule: 'vitest/no-disabled-tests',
    says: /disable|skip/i,
  },
  {
    what: 'a test that cannot fail',
    path: 'tooling/aws/src/asserts-nothing.test.ts',
    code: "import { test } from 'vitest';\ntest('x', () => undefined);",
    rule: 'vitest/expect-expect',
    says: /assertion/,
  },
  {
    what: 'a retried test',
    path: 'lambdas/one/retry.test.ts',
    code: "import { expect, test } from 'vitest';\ntest('x', { retry: 2 }, () => { expect(1).toBe(1); });",
    rule: syntax,
    says: /second try/,
  },
  {
    what: 'a retry of all tests',
    path: 'tooling/aws/vitest.config.ts',
    code: 'export default { test: { retry: 2 } };',
    rule: syntax,
    says: /second try/,
  },
  {
    what: 'a sleeping test',
    path: 'tooling/aws/src/sleeps.test.ts',
    code: "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(10);",
    rule: imports,
    says: /not for time to pass/,
  },
  {
    what: 'a sleeping test with a timer',
    path: 'tooling/aws/src/sleeps-too.test.ts',
    code: 'await new Promise((resolve) => setTimeout(resolve, 10));',
    rule: globals,
    says: /not for time to pass/,
  },
];
