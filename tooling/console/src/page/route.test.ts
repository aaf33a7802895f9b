import { expect, it } from 'vitest';
import { hashOf, parseRoute } from './route.ts';

it('reads what it wrote, whatever the names have in them', () => {
  const path = ['data', 'buckets', 'a/b?c#d %'];
  const query = { prefix: 'x=1&y', key: 'ü/ö' };

  expect(parseRoute(hashOf(path, query))).toEqual({ path, query });
});

it('leaves empty values out of an address', () => {
  expect(hashOf(['logs'], { text: '', function: 'greet' })).toBe('#/logs?function=greet');
});

it('opens an address that somebody cut off in the middle of a character', () => {
  expect(parseRoute('#/functions/gr%C3').path).toEqual(['functions', 'gr%C3']);
});
