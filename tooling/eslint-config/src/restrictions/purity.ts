import type { Restriction } from './restriction.ts';

const message =
  'tooling/core decides and has no effects: take the value as a parameter, and make it where the command starts.';

const effects = [
  'process',
  'console',
  'fetch',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'navigator',
];

/** No I/O, no clock and no chance: the same input gives the same decision, everywhere. */
export const purity: Restriction = {
  imports: [
    {
      // What is left of Node's modules computes: paths, text, hashes.
      regex: '^node:(?!(path|path/posix|util|url|crypto|assert|buffer)$)',
      message,
    },
    { regex: '^node:crypto$', allowImportNames: ['createHash', 'hash'], message },
  ],
  globals: effects.map((name) => ({ name, message })),
  properties: [{ object: 'Math', property: 'random', message }],
};
