import type { Restriction } from './restriction.ts';

const testCall = 'CallExpression[callee.name=/^(it|test|describe)$/]';
const retryMessage = 'A test that passes at the second try hides a bug: find what it depends on.';
const sleepMessage = 'Wait for what is to happen, not for time to pass.';

/** No retries and no sleeping in tests. */
export const testHabits: Restriction = {
  syntax: [
    {
      selector: `${testCall} > ObjectExpression > Property[key.name=/^(retry|repeats)$/]`,
      message: retryMessage,
    },
  ],
  globals: [{ name: 'setTimeout', message: sleepMessage }],
  imports: [{ regex: '^node:timers(/promises)?$', message: sleepMessage }],
};

/** The same in vitest's configuration. */
export const runnerHabits: Restriction = {
  syntax: [{ selector: 'Property[key.name=/^(retry|retries)$/]', message: retryMessage }],
};
