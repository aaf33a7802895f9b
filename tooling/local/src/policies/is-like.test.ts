import { expect, it } from 'vitest';
import { isArnLike, isLike } from './is-like.ts';

it.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['a*', 'a', true],
  ['*b', 'aab', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b', 'a-b-c', false],
  ['?', '', false],
  ['a?c', 'abc', true],
  ['a.c', 'abc', false],
  ['*\n*', 'a\nb', true],
  ['**a**', 'a', true],
])('%j is like %j: %j', (pattern, text, expected) => {
  expect(isLike(pattern, text)).toBe(expected);
});

it('comes to an end with as many stars as a policy has room for', () => {
  expect(isLike('*a'.repeat(5000) + 'b', 'a'.repeat(1000))).toBe(false);
});

it('matches each part of an ARN by itself', () => {
  expect(isArnLike('arn:aws:events:*:*:rule/*', 'arn:aws:events:us-east-1:1:rule/a:b')).toBe(true);
  expect(isArnLike('arn:aws:events:*', 'arn:aws:events:us-east-1:1:rule/a')).toBe(false);
});
