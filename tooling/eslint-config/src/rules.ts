import type { Linter } from 'eslint';

/** For every file. */
export const sourceRules: Linter.RulesRecord = {
  'max-lines': ['error', 300],
  eqeqeq: 'error',
  'comments/require-description': ['error', { ignore: [] }],
  'comments/no-unlimited-disable': 'error',
  'import-x/no-cycle': ['error', { ignoreExternal: true }],
  'import-x/no-self-import': 'error',
  'import-x/no-relative-packages': 'error',
};

export const typescriptRules: Linter.RulesRecord = {
  'import-x/no-default-export': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  // `const { dropped: _, ...rest } = value` is how a field is left out.
  '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
  // Numbers have one way to be written.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `() => list.push(x)` and `return refuse(response)` are easier to read than the same in two steps.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // `[...text]` is how code points are counted, which is what AWS counts.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  // `Promise.withResolvers<void>()` is no mistake.
  '@typescript-eslint/no-invalid-void-type': 'off',
  // A port is async for the implementation that waits; the others have nothing to await.
  '@typescript-eslint/require-await': 'off',
  // "Nothing to do" is a fine implementation.
  '@typescript-eslint/no-empty-function': 'off',
  // It asks for `!`, which the strict rules refuse.
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
  // An environment variable that is set to nothing counts as not set: `||` says that.
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
};

/** Plain JavaScript gets what finds bugs, and no opinion on style. */
export const javascriptRules: Linter.RulesRecord = {
  // A handler may name parameters that it does not read: `async (event) => …`.
  'no-unused-vars': ['error', { args: 'none' }],
};

export const testRules: Linter.RulesRecord = {
  'vitest/no-restricted-vi-methods': [
    'error',
    Object.fromEntries(
      ['mock', 'doMock', 'hoisted', 'importMock', 'mocked'].map((method) => [
        method,
        'Our own modules are not mocked: pass in what the code needs.',
      ]),
    ),
  ],
  // vitest's matchers for parts of a value (`expect.closeTo`) are of type any.
  '@typescript-eslint/no-unsafe-assignment': 'off',
  // What holds after every test is checked once.
  'vitest/no-standalone-expect': [
    'error',
    { additionalTestBlockFunctions: ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'] },
  ],
  // The second is a message.
  'vitest/valid-expect': ['error', { maxArgs: 2 }],
  'vitest/warn-todo': 'error',
  'vitest/expect-expect': [
    'error',
    { assertFunctionNames: ['expect', 'expect*', 'assert*', 'fc.assert'] },
  ],
};
