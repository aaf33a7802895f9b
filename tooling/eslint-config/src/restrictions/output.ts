import type { Restriction } from './restriction.ts';

const message =
  'Only hosts print and end the process (tooling/deploy/src/main.ts, src/terminal/): return a value, emit an event or throw.';

/** Nothing prints, prompts or exits but the hosts: everything else can be run by a test. */
export const output: Restriction = {
  globals: [{ name: 'console', message }],
  properties: ['stdout', 'stderr', 'stdin', 'exit', 'exitCode', 'abort'].map((property) => ({
    object: 'process',
    property,
    message,
  })),
  imports: [
    {
      regex: '^node:process$',
      message: 'Use the global `process`: what may be used of it is checked there.',
    },
    { regex: '^node:console$', message },
  ],
};
