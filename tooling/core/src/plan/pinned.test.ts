import { describe, expect, test } from 'vitest';
import { candidateOf, planOne, stateAfter } from '../../test/deploy-one.ts';
import { artifactOf, liveOf, want } from '../../test/examples.ts';
import { chooseBuilds, type FunctionChange, type LiveFunction } from '../index.ts';

const wanted = want();
const good = artifactOf('a');
const bad = artifactOf('b');
const rolledBackFrom = { ...liveOf(wanted, bad, 'graph-b'), version: '8' };
const pin = { version: '8', digest: bad.digest };

/** Version 7 is live again, after 8 was rolled back. */
const live: LiveFunction = {
  ...liveOf(wanted, good),
  pin: { ...pin, published: rolledBackFrom },
};

const isBuilt = (candidate: Parameters<typeof chooseBuilds>[0][number]) =>
  chooseBuilds([candidate], { verify: false })[0]?.build;

describe('what was rolled back', () => {
  const again = candidateOf(wanted, live, { graphHash: 'graph-b' });

  test('is neither built nor deployed again', () => {
    expect(isBuilt(again)).toBe(false);
    expect(planOne(again)).toEqual({
      action: 'none',
      lambda: 'predict',
      functionName: 'prod-predict',
      reasons: ['pinned: this is version 8, which was rolled back; --unpin deploys it again'],
      liveVersion: '7',
      pinnedVersion: '8',
    });
  });

  test('is known by its bytes too, whatever the sources’ hash says', () => {
    const built = candidateOf(wanted, live, { graphHash: 'graph-c', artifact: bad });
    expect(isBuilt(built)).toBe(true);
    expect(planOne(built)).toMatchObject({ action: 'none', pinnedVersion: '8' });
  });

  test('is known by its digest when the version was deleted', () => {
    const built = candidateOf(wanted, { ...live, pin }, { graphHash: 'graph-b', artifact: bad });
    expect(isBuilt(built)).toBe(true);
    expect(planOne(built)).toMatchObject({ action: 'none', pinnedVersion: '8' });
  });

  test('keeps its pin while attributes of the function change', () => {
    const limited = want({ reservedConcurrency: 3 });
    const built = candidateOf(limited, live, { graphHash: 'graph-b', artifact: bad });
    expect(isBuilt(built)).toBe(true);
    const planned = planOne(built);
    expect(planned).toMatchObject({
      action: 'update',
      publishes: false,
      changes: [{ field: 'reservedConcurrency', to: '3' }],
    });
    expect(planned).not.toHaveProperty('unpinnedVersion');
  });

  test('is deployed again with --unpin, and the pin goes', () => {
    const unpinned = { ...again, unpin: true, artifact: bad };
    expect(isBuilt(unpinned)).toBe(true);
    expect(planOne(unpinned)).toMatchObject({
      action: 'update',
      publishes: true,
      unpinnedVersion: '8',
      reasons: [expect.stringContaining('code:'), 'the pin on version 8 ends'],
    });
  });
});

describe('the pin ends', () => {
  test('when other code is deployed', () => {
    const built = candidateOf(wanted, live, { graphHash: 'graph-c', artifact: artifactOf('c') });
    expect(planOne(built)).toMatchObject({
      action: 'update',
      publishes: true,
      unpinnedVersion: '8',
    });
  });

  test('when the same code is deployed with another configuration', () => {
    const slower = want({ timeout: 30 });
    const built = candidateOf(slower, live, { graphHash: 'graph-b', artifact: bad });
    expect(isBuilt(built)).toBe(true);
    expect(planOne(built)).toMatchObject({
      action: 'update',
      publishes: true,
      unpinnedVersion: '8',
    });
  });

  test('in the next run, when the deploy that ended it was killed before it removed the tag', () => {
    const built = candidateOf(wanted, live, { graphHash: 'graph-c', artifact: artifactOf('c') });
    const after = stateAfter(planOne(built) as FunctionChange, built.state);
    if (after.kind !== 'live') throw new Error('not live');
    const next = candidateOf(
      wanted,
      { ...after.live, version: '9', pin },
      {
        graphHash: 'graph-c',
        artifact: artifactOf('c'),
      },
    );
    expect(isBuilt(next)).toBe(true);
    expect(planOne(next)).toMatchObject({
      action: 'update',
      publishes: false,
      unpinnedVersion: '8',
      reasons: ['the pin on version 8 ends'],
    });
  });
});

describe('the pin stays', () => {
  test('while the sources are those of what was rolled back to', () => {
    const reverted = candidateOf(wanted, live);
    expect(isBuilt(reverted)).toBe(false);
    expect(planOne(reverted)).toMatchObject({
      action: 'none',
      reasons: ['sources and configuration are those of what is live'],
      pinnedVersion: '8',
    });
  });

  test('when the rollback was killed between pinning and moving', () => {
    const pinned = { ...rolledBackFrom, pin: { ...pin, published: rolledBackFrom } };
    const candidate = candidateOf(wanted, pinned, { graphHash: 'graph-b' });
    expect(planOne(candidate)).toMatchObject({ action: 'none', pinnedVersion: '8' });
  });
});
