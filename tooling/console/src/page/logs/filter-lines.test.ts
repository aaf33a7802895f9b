import { expect, it } from 'vitest';
import { filterLines } from './filter-lines.ts';

const lines = [
  { source: 'predict', message: 'START RequestId: 3f', requestId: '3f' },
  { source: 'predict', message: 'Adelie, surely', requestId: '3f' },
  { source: 'predict-daily', message: 'adelie, maybe', requestId: '4a' },
].map((line, id) => ({ ...line, id, timestamp: '2026-01-01T00:00:00.000Z' }));

const found = (filter: Partial<Parameters<typeof filterLines>[1]>) =>
  filterLines(lines, { text: '', source: '', ...filter }).map(({ id }) => id);

it('finds lines that have every word, in whatever case', () => {
  expect(found({ text: 'ADELIE surely' })).toEqual([1]);
  expect(found({ text: '3f' })).toEqual([0, 1]);
});

it('takes a whole name for that function alone, and a part for all that have it', () => {
  expect(found({ source: 'predict' })).toEqual([0, 1]);
  expect(found({ source: 'dai' })).toEqual([2]);
});

it('leaves out what Lambda says itself', () => {
  expect(found({ withoutPlatform: true })).toEqual([1, 2]);
});

it('gives the same lines back when nothing is asked for', () => {
  expect(filterLines(lines, { text: ' ', source: '' })).toBe(lines);
});
