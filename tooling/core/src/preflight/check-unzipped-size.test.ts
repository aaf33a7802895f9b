import { expect, test } from 'vitest';
import { artifactOf, want } from '../../test/examples.ts';
import { planOne } from '../../test/deploy-one.ts';
import { checkUnzippedSize } from '../index.ts';

const layer = (version: number) => `arn:aws:lambda:eu-central-1:123456789012:layer:one:${version}`;
const limit = 262_144_000;

/** What becomes of a function of so many bytes, with two layers of which sizes are known or not. */
function check(unzippedBytes: number, sizes: readonly (readonly [string, number])[]) {
  const candidate = {
    wanted: want({ layers: [layer(1), layer(2)] }),
    graphHash: 'graph-a',
    state: { kind: 'absent' },
    artifact: { ...artifactOf('a'), unzippedBytes },
  } as const;
  return checkUnzippedSize(planOne(candidate), candidate, new Map(sizes));
}

test('refuses code that is certainly too large together with its layers', () => {
  const sizes = [
    [layer(1), 100],
    [layer(2), limit - 200],
  ] as const;
  expect(check(100, sizes).action).toBe('create');
  expect(check(101, sizes)).toMatchObject({
    action: 'blocked',
    failure: {
      problems: [
        'layers: the code has 101 bytes unzipped and the archives of its layers 262143900, Lambda takes 262144000 in all: take layers away, or see what the bundle consists of with `lambda why predict`',
      ],
    },
  });
});

test('says nothing of layers whose size nobody tells', () => {
  expect(check(limit, []).action).toBe('create');
});
