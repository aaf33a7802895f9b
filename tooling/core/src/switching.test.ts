import { expect, test } from 'vitest';
import { describeSwitching, sharesOf, switchingTagKey, switchingVersionOf } from './index.ts';
import { switchingOf } from './switching.ts';

const linear = (percent: number) => switchingOf({ type: 'linear', percent, intervalSeconds: 60 });

test('all traffic goes at once when nothing is declared', () => {
  expect(switchingOf(undefined)).toEqual({ type: 'allAtOnce', alarms: [] });
  expect(sharesOf(switchingOf(undefined))).toEqual([100]);
});

test('every default is filled in, and alarms are named once', () => {
  expect(
    switchingOf({ type: 'canary', percent: 10, intervalSeconds: 300, alarms: ['b', 'a', 'b'] }),
  ).toEqual({
    type: 'canary',
    percent: 10,
    intervalSeconds: 300,
    alarms: ['a', 'b'],
    maxErrorPercent: 5,
  });
});

test('linear goes on by the same share until everything is moved', () => {
  expect(sharesOf(linear(25))).toEqual([25, 50, 75, 100]);
  expect(sharesOf(linear(40))).toEqual([40, 80, 100]);
  expect(sharesOf(linear(99))).toEqual([99, 100]);
});

test('canary has one step before everything', () => {
  expect(sharesOf(switchingOf({ type: 'canary', percent: 5, intervalSeconds: 60 }))).toEqual([
    5, 100,
  ]);
});

test('is described only where it is not the default', () => {
  expect(describeSwitching(switchingOf(undefined))).toBeUndefined();
  expect(describeSwitching(switchingOf({ type: 'allAtOnce', alarms: ['errors'] }))).toBe(
    'all at once, watching errors',
  );
  expect(describeSwitching(linear(25))).toBe('linear: 25 % more every 60 s');
});

test('a tag that names no version says nothing', () => {
  expect(switchingVersionOf({ [switchingTagKey]: '8' })).toBe('8');
  expect(switchingVersionOf({ [switchingTagKey]: 'soon' })).toBeUndefined();
  expect(switchingVersionOf({})).toBeUndefined();
});
