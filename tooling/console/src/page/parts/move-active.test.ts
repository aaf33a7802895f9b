import { expect, it } from 'vitest';
import { moveActive } from './move-active.ts';

const at = { active: 5, count: 100, page: 10 };

it.each([
  ['ArrowDown', 6],
  ['ArrowUp', 4],
  ['PageDown', 15],
  ['PageUp', 0],
  ['Home', 0],
  ['End', 99],
])('%s leads to row %i', (key, row) => {
  expect(moveActive(key, at)).toBe(row);
});

it('does nothing for other keys, and in an empty list', () => {
  expect(moveActive('a', at)).toBeUndefined();
  expect(moveActive('ArrowDown', { active: -1, count: 0, page: 1 })).toBeUndefined();
});

it('begins at the first row where none is active', () => {
  expect(moveActive('ArrowDown', { active: -1, count: 3, page: 1 })).toBe(0);
});
