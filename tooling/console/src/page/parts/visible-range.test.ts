import { expect, it } from 'vitest';
import { visibleRange } from './visible-range.ts';

it('draws what is seen and a few rows more, not the thousand others', () => {
  const range = visibleRange({ scrollTop: 5000, height: 500, rowHeight: 50, count: 1000 });

  expect(range).toEqual({ start: 94, end: 116 });
});

it('ends with the list', () => {
  const viewport = { height: 500, rowHeight: 50 };

  expect(visibleRange({ ...viewport, scrollTop: 0, count: 3 })).toEqual({ start: 0, end: 3 });
  expect(visibleRange({ ...viewport, scrollTop: 49_600, count: 1000 }).end).toBe(1000);
  expect(visibleRange({ ...viewport, scrollTop: 9000, count: 0 })).toEqual({ start: 0, end: 0 });
});

it('draws the beginning where a browser lets one pull beyond the edge', () => {
  const range = visibleRange({ scrollTop: -80, height: 100, rowHeight: 50, count: 9 });

  expect(range).toEqual({ start: 0, end: 8 });
});
