import { expect, it } from 'vitest';
import { formatAliasMove, parseAliasMove } from './alias-move.ts';

const at = '2026-11-23T06:41:12.000Z';

it('reads back what it wrote', () => {
  for (const move of [
    { previousVersion: '6', at },
    { at },
    { previousVersion: '6', at, version: '7' },
  ]) {
    expect(parseAliasMove(formatAliasMove(move))).toEqual(move);
  }
});

it('takes nobody else’s text for its own', () => {
  const texts = [undefined, '', 'blue/green by hand', 'previous:6', `previous:six at:${at}`];
  expect(texts.map(parseAliasMove)).toEqual(texts.map(() => undefined));
});
