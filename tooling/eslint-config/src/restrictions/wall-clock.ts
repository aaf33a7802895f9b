import type { Restriction } from './restriction.ts';

const message =
  'A hidden clock: take `now` as a parameter, and pass the real one from the entry file.';

/**
 * The time of day is read in entry files alone and passed on, since it ends in results.
 *
 * Timers and `performance.now()` are not meant: waiting and measuring how long something took are
 * effects of the package that does them, and no result depends on when it happened.
 */
export const wallClock: Restriction = {
  properties: [{ object: 'Date', property: 'now', message }],
  syntax: [
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message },
    { selector: 'CallExpression[callee.name="Date"]', message },
  ],
};
