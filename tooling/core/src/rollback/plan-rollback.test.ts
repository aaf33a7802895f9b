import { describe, expect, test } from 'vitest';
import { commit, digestOf } from '../../test/examples.ts';
import {
  findCommit,
  formatAliasMove,
  formatPin,
  ownershipTags,
  pinTagKey,
  planRollback,
  type FunctionAlias,
  type FunctionHistory,
  type FunctionRollback,
  type PublishedVersion,
  type RollbackTarget,
} from '../index.ts';

const ownership = { service: 'penguins', stage: 'prod', lambda: 'predict' };
const at = '2026-11-23T06:41:12.000Z';
const commitOf = (number: number) => String(number).repeat(40);

/** Version 4 was published by hand. */
function versionOf(number: number): PublishedVersion {
  const digest = digestOf(String(number));
  const provenance = {
    commit: commitOf(number),
    packageVersion: '1.0.0',
    graphHash: `graph-${number}`,
    artifact: digest,
    code: digest,
    description: '00000000',
  };
  return {
    version: String(number),
    publishedAt: at,
    codeSha256: digest,
    codeBytes: 1000,
    ...(number !== 4 && { provenance }),
  };
}

interface Past {
  readonly versions?: readonly number[];
  readonly live?: Partial<FunctionAlias>;
  readonly pinned?: string;
}

function historyOf({ versions = [8, 7, 6, 5, 4, 3], live = {}, pinned }: Past): FunctionHistory {
  const pin = pinned !== undefined && { version: pinned, digest: digestOf(pinned) };
  return {
    functionName: 'prod-predict',
    tags: {
      ...ownershipTags(ownership),
      ...(pin && { [pinTagKey]: formatPin(pin) }),
    },
    versions: versions.map(versionOf),
    aliases: [{ name: 'live', version: '8', description: '', revisionId: 'a', ...live }],
  };
}

const plan = (past: Past, target: RollbackTarget = { kind: 'previous' }): FunctionRollback =>
  planRollback({ functionName: 'prod-predict', ownership, history: historyOf(past) }, target);

const movedTo = (planned: FunctionRollback) =>
  planned.action === 'move' ? planned.to.version : planned.action;

describe('without --to', () => {
  test('goes to what was live before, whatever was published in between', () => {
    const description = formatAliasMove({ previousVersion: '6', at, version: '8' });
    const planned = plan({ live: { description } });
    expect(planned).toMatchObject({
      action: 'move',
      from: { version: '8', commit: commitOf(8) },
      to: { version: '6', commit: commitOf(6), publishedAt: at },
      pin: { version: '8', digest: digestOf('8') },
    });
  });

  test.each([
    ['nobody wrote down what was before', ''],
    [
      'somebody moved it by hand since',
      formatAliasMove({ previousVersion: '3', at, version: '5' }),
    ],
    ['what was before is gone', formatAliasMove({ previousVersion: '2', at, version: '8' })],
    ['it was made with this version', formatAliasMove({ at, version: '8' })],
  ])('goes to the newest version before it when %s', (_, description) => {
    expect(movedTo(plan({ live: { description } }))).toBe('7');
  });

  test('passes over what was published by hand', () => {
    expect(movedTo(plan({ live: { version: '5' } }))).toBe('3');
  });

  test('is blocked when there is nothing to go back to', () => {
    const planned = plan({ versions: [8, 4] });
    expect(planned).toMatchObject({ action: 'blocked', failure: { code: 'VERSION_UNKNOWN' } });
  });

  test.each([
    ['it was made with this version', { description: formatAliasMove({ at, version: '8' }) }],
    ['there is nothing older', { description: '', version: '3' }],
  ])('leaves alone what was new in the last deploy, where %s', (_, live) => {
    const planned = plan({ live }, { kind: 'previous', leavesNew: true });
    expect(planned).toMatchObject({ action: 'none', reason: 'was new in that deploy: stays' });
    const description = formatAliasMove({ previousVersion: '6', at, version: '8' });
    expect(movedTo(plan({ live: { description } }, { kind: 'previous', leavesNew: true }))).toBe(
      '6',
    );
  });

  test('does nothing when it was rolled back already', () => {
    const description = formatAliasMove({ previousVersion: '8', at, version: '7' });
    expect(movedTo(plan({ live: { version: '7', description }, pinned: '8' }))).toBe('none');
    expect(movedTo(plan({ live: { version: '7' }, pinned: '8' }))).toBe('none');
  });

  test('goes on when it was pinned, and killed before it was moved', () => {
    expect(movedTo(plan({ pinned: '8' }))).toBe('7');
  });

  test('pays no heed to a pin that a later deploy left behind', () => {
    const planned = plan({ pinned: '6' });
    expect(planned).toMatchObject({ to: { version: '7' }, pin: { version: '8' } });
    expect(planned).not.toHaveProperty('pinBefore');
  });

  test('ends a canary, and pins the version that was on its way', () => {
    const live = { version: '7', additionalVersionWeights: { 8: 0.1 } };
    expect(plan({ live })).toMatchObject({
      from: { version: '8' },
      to: { version: '7' },
      pin: { version: '8' },
      additionalVersionWeights: { 8: 0.1 },
    });
    expect(movedTo(plan({ live, pinned: '8' }))).toBe('7');
  });
});

describe('to a version', () => {
  test('goes there, also forward', () => {
    expect(movedTo(plan({}, { kind: 'version', version: '3' }))).toBe('3');
    const forward = plan({ live: { version: '5' } }, { kind: 'version', version: '7' });
    expect(forward).toMatchObject({ to: { version: '7' } });
    // A pin that is older than what serves would keep nothing back.
    expect(forward).not.toHaveProperty('pin');
  });

  test('drops the pin when it goes to what is pinned, or past it, and keeps it short of that', () => {
    const past = { live: { version: '5' }, pinned: '7' };
    for (const version of ['7', '8']) {
      const planned = plan(past, { kind: 'version', version });
      expect(planned).toMatchObject({ to: { version }, pinBefore: { version: '7' } });
      expect(planned).not.toHaveProperty('pin');
    }
    expect(plan(past, { kind: 'version', version: '6' })).toMatchObject({ pin: { version: '7' } });
  });

  test('keeps the pin on what the repository would deploy when it goes further back', () => {
    const planned = plan(
      { live: { version: '7' }, pinned: '8' },
      { kind: 'version', version: '5' },
    );
    expect(planned).toMatchObject({
      from: { version: '7' },
      to: { version: '5' },
      pin: { version: '8' },
      pinBefore: { version: '8' },
    });
  });

  test('does nothing when it serves already', () => {
    expect(movedTo(plan({}, { kind: 'version', version: '8' }))).toBe('none');
  });

  test.each(['2', '4'])('refuses %s, which is gone or nobody’s we know', (version) => {
    expect(plan({}, { kind: 'version', version })).toMatchObject({
      action: 'blocked',
      failure: { code: 'VERSION_UNKNOWN' },
      liveVersion: '8',
    });
  });
});

describe('to a commit', () => {
  const to = (number: number, ...before: number[]): RollbackTarget => ({
    kind: 'commit',
    commit: commitOf(number),
    ancestry: new Set([number, ...before].map(commitOf)),
  });

  test('goes to what was deployed of it', () => {
    expect(movedTo(plan({}, to(6)))).toBe('6');
  });

  test('goes to the last one before it where nothing was', () => {
    expect(movedTo(plan({ versions: [8, 7, 5, 3] }, to(6, 5, 3)))).toBe('5');
  });

  test('does not take what was rolled back for the last one before it', () => {
    const past = { versions: [8, 7, 5, 3], live: { version: '3' }, pinned: '5' };
    expect(movedTo(plan(past, to(6, 5, 3)))).toBe('none');
  });

  test('is blocked where there was nothing yet', () => {
    expect(plan({}, to(2, 1))).toMatchObject({ action: 'blocked' });
  });
});

test('touches nobody else’s function, and none that is not live', () => {
  const candidate = { functionName: 'prod-predict', ownership };
  const history = historyOf({});
  const codeOf = (other: FunctionHistory | undefined) => {
    const planned = planRollback({ ...candidate, history: other }, { kind: 'previous' });
    return planned.action === 'blocked' ? planned.failure.code : planned.action;
  };
  expect(codeOf(undefined)).toBe('FUNCTION_NOT_LIVE');
  expect(codeOf({ ...history, aliases: [] })).toBe('FUNCTION_NOT_LIVE');
  expect(codeOf({ ...history, tags: { team: 'fish' } })).toBe('FUNCTION_NOT_OURS');
});

describe('the beginning of a commit', () => {
  const other = `${commit.slice(0, 7)}${'0'.repeat(33)}`;

  test('is completed, with -dirty only where that was asked for', () => {
    const commits = [`${commit}-dirty`, commit, commitOf(1)];
    expect(findCommit(commit.slice(0, 7), commits)).toBe(commit);
    expect(findCommit(`${commit.slice(0, 9)}-dirty`, commits)).toBe(`${commit}-dirty`);
    expect(findCommit('abcdef0', commits)).toBeUndefined();
  });

  test('is refused when several begin like that', () => {
    expect(() => findCommit(commit.slice(0, 7), [commit, other])).toThrow('2 commits');
  });
});
