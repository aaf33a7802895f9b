import { describe, expect, test } from 'vitest';
import { candidateOf } from '../../test/deploy-one.ts';
import { artifactOf, commit, liveOf, want } from '../../test/examples.ts';
import { planDeployment, type Deploying, type LiveFunction } from '../index.ts';

const liveCommit = 'b0a1c2d3e4f5061728394a5b6c7d8e9f00112233';
const wanted = want();
const noon = Date.UTC(2026, 10, 23, 12) / 1000;

function liveFrom(text: string, committedAt?: number): LiveFunction {
  const live = liveOf(wanted, artifactOf('a'));
  if (live.provenance === undefined) throw new Error('an example has a provenance');
  return { ...live, provenance: { ...live.provenance, commit: text, committedAt } };
}

function planOver(live: LiveFunction, deploying: Partial<Deploying>, text = 'b') {
  const [planned] = planDeployment({
    service: 'penguins',
    stage: 'prod',
    account: '123456789012',
    region: 'eu-central-1',
    commit,
    ...deploying,
    candidates: [candidateOf(wanted, live, { artifact: artifactOf(text) })],
    owned: [],
    functionNames: [wanted.functionName],
  }).functions;
  return planned;
}

const newer = { committedAt: noon, liveCommits: { [liveCommit]: 'newer' } } as const;
const live = liveFrom(liveCommit, noon + 60);

describe('a function that is live from a newer commit', () => {
  test('is blocked, with both commits and their times', () => {
    expect(planOver(live, newer)).toMatchObject({
      action: 'blocked',
      liveVersion: '7',
      reasons: [expect.stringMatching(/^live is commit b0a1c2d3e4f5 of /)],
      failure: {
        code: 'OLDER_COMMIT',
        exitCode: 3,
        message:
          'prod-predict: live is commit b0a1c2d3e4f5 of 2026-11-23 12:01:00Z, which descends from commit 3f2a91c4d5e6 of 2026-11-23 12:00:00Z',
      },
    });
  });

  test('is blocked also when the newer one was committed by a clock that was slow', () => {
    expect(planOver(liveFrom(liveCommit, noon - 3600), newer)?.action).toBe('blocked');
  });

  test('is blocked also when only its attributes would change', () => {
    const bare = { ...live, attributes: { tags: { ...live.attributes.tags } } };
    const tagged = want({ tags: { team: 'a' } });
    const candidates = [candidateOf(tagged, bare, { artifact: artifactOf('a') })];
    const { functions } = planDeployment({
      ...newer,
      service: 'penguins',
      stage: 'prod',
      account: '123456789012',
      region: 'eu-central-1',
      commit,
      candidates,
      owned: [],
      functionNames: [],
    });
    expect(functions[0]?.action).toBe('blocked');
  });

  test('is left alone when nothing would change', () => {
    expect(planOver(live, newer, 'a')?.action).toBe('none');
  });

  test('is updated by force', () => {
    expect(planOver(live, { ...newer, force: true })?.action).toBe('update');
  });
});

describe('where git does not know the live commit', () => {
  test('its time decides', () => {
    const planned = planOver(live, { committedAt: noon });
    expect(planned).toMatchObject({ action: 'blocked' });
    expect(planned?.reasons[0]).toContain('is not in this clone, and was made later than');
    expect(planOver(liveFrom(liveCommit, noon), { committedAt: noon })?.action).toBe('update');
    expect(planOver(liveFrom(liveCommit, noon - 1), { committedAt: noon })?.action).toBe('update');
  });

  test.each<[string, LiveFunction, Partial<Deploying>]>([
    ['the live version has none, like those of old', liveFrom(liveCommit), { committedAt: noon }],
    ['this is no repository', live, { commit: 'none' }],
    ['the live version was deployed outside of git', liveFrom('none'), { committedAt: noon }],
    ['live was published by hand', { ...live, provenance: undefined }, { committedAt: noon }],
  ])('without a time nothing is in the way: %s', (_, state, deploying) => {
    expect(planOver(state, deploying)?.action).toBe('update');
  });
});

test('a later commit of another branch is not newer: its changes are not in this one', () => {
  const diverged = { committedAt: noon, liveCommits: { [liveCommit]: 'diverged' } } as const;
  expect(planOver(live, diverged)?.action).toBe('update');
});

describe('a function that is going over to a newer commit, step by step', () => {
  const canaryCommit = 'c'.repeat(40);
  const { provenance } = liveFrom(canaryCommit, noon + 60);
  const switching = { version: '8', percent: 10, provenance };
  const relations = (liveIs: 'included' | 'newer') =>
    ({
      committedAt: noon,
      liveCommits: { [liveCommit]: liveIs, [canaryCommit]: 'newer' },
    }) as const;

  test.each([
    ['the commit that is live', 'a'],
    ['one between the two', 'b'],
  ])('is blocked for %s, unless by force', (_, text) => {
    const between = { ...liveFrom(liveCommit, noon - 60), switching };
    expect(planOver(between, relations('included'), text)).toMatchObject({
      action: 'blocked',
      switching: { version: '8', percent: 10 },
      failure: {
        code: 'OLDER_COMMIT',
        message: expect.stringMatching(
          /^prod-predict: live is going over to version 8, commit cccccccccccc of .* which descends from/,
        ) as string,
      },
    });
    expect(planOver(between, { ...relations('included'), force: true }, text)).toMatchObject({
      action: 'update',
      interrupted: { version: '8', percent: 10 },
    });
  });
});
