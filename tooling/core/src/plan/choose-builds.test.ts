import { describe, expect, test } from 'vitest';
import { artifactOf, digestOf, liveOf, want } from '../../test/examples.ts';
import { candidateOf } from '../../test/deploy-one.ts';
import { chooseBuilds, runsSameCode, type Candidate } from '../index.ts';

const wanted = want({ memorySize: 256, description: 'Names species' });
const live = liveOf(wanted, artifactOf('a'));
const upToDate = candidateOf(wanted, live);

const isBuilt = (candidate: Candidate, verify = false) =>
  chooseBuilds([candidate], { verify }).map(({ build }) => build);

test('spares the build of what is live from the same sources with the same configuration', () => {
  expect(isBuilt(upToDate)).toEqual([false]);
});

test('spares what has lost the line of its description: it is kept', () => {
  expect(isBuilt(candidateOf(want({ memorySize: 256 }), live))).toEqual([false]);
});

test('spares it whichever commit that was', () => {
  const provenance = { ...live.provenance, commit: 'none', packageVersion: '9.9.9' };
  expect(isBuilt(candidateOf(wanted, { ...live, ...{ provenance } } as typeof live))).toEqual([
    false,
  ]);
});

describe('builds', () => {
  test.each<[string, Candidate]>([
    ['what does not exist', { ...upToDate, state: { kind: 'absent' } }],
    ['what is not live', { ...upToDate, state: { kind: 'unreleased', tags: {} } }],
    ['what has other sources', { ...upToDate, graphHash: 'graph-b' }],
    ['what was published by hand', candidateOf(wanted, { ...live, provenance: undefined })],
    ['whose code was changed by hand', candidateOf(wanted, { ...live, codeSha256: digestOf('x') })],
    [
      'whose settings differ',
      candidateOf(want({ memorySize: 512, description: 'Names species' }), live),
    ],
    ['whose description differs', candidateOf(want({ memorySize: 256, description: null }), live)],
    [
      'whose attributes differ',
      candidateOf(
        want({ memorySize: 256, description: 'Names species', tags: { team: 'a' } }),
        live,
      ),
    ],
  ])('%s', (_, candidate) => {
    expect(isBuilt(candidate)).toEqual([true]);
  });

  test('everything when it is to trust bytes alone', () => {
    expect(isBuilt(upToDate, true)).toEqual([true]);
  });
});

test('decides for each lambda by itself, in their order', () => {
  const changed = { ...upToDate, graphHash: 'graph-b' };
  const choices = chooseBuilds([changed, upToDate, changed], { verify: false });
  expect(choices).toEqual([
    { candidate: changed, build: true },
    { candidate: upToDate, build: false },
    { candidate: changed, build: true },
  ]);
});

describe('what is live runs the code of an artifact', () => {
  test('when the zips are the same bytes, whoever published it', () => {
    expect(runsSameCode({ ...live, provenance: undefined }, artifactOf('a'))).toBe(true);
  });

  test('when only the source maps differ', () => {
    expect(runsSameCode(live, artifactOf('a', 'b'))).toBe(true);
  });

  test('but not when other code was put there by hand', () => {
    const changed = { ...live, codeSha256: digestOf('x') };
    expect(runsSameCode(changed, artifactOf('a', 'b'))).toBe(false);
  });

  test('nor when the code differs', () => {
    expect(runsSameCode(live, artifactOf('b'))).toBe(false);
  });
});
